package dev.strongroom.internal.service.ssm.api;

/** A tag of a parameter. */
public record Tag(String key, String value) {}
