package dev.strongroom.seed;

/**
 * A scripted failure that an emulator starts with.
 *
 * @param json the fault as the administration of an endpoint takes it, e.g. {@code {"on":
 *     "GetSecretValue", "first": 2, "throttle": true}}
 * @param place where it stands in its file
 */
public record FaultSeed(String json, SourcePlace place) {}
