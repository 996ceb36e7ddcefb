package dev.strongroom.internal.service.iam.api;

/** A tag of a user, role or policy, {@code aws:PrincipalTag/<key>} in policies. */
public record Tag(String key, String value) {}
