package dev.strongroom.internal.engine;

/** One account in one Region. */
public record AccountRegion(String accountId, String region) {}
