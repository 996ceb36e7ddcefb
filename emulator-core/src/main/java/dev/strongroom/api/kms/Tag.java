package dev.strongroom.api.kms;

/** A key and a value attached to a KMS key. */
public record Tag(String tagKey, String tagValue) {}
