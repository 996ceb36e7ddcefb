package dev.strongroom.api;

/** What a managed external secret's rotation needs to know of the other service. */
public record ExternalSecretRotationMetadata(String key, String value) {}
