package dev.strongroom.api.sts;

/** A session tag, {@code aws:PrincipalTag/<key>} in policies. */
public record Tag(String key, String value) {}
