package dev.strongroom.internal.engine;

/**
 * Operations that share one request rate (QUO-1).
 *
 * @param perSecond how many requests an account may make in a Region each second
 */
public record QuotaGroup(String name, int perSecond) {}
