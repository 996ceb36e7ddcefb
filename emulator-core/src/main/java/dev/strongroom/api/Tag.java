package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** A key and a value attached to a secret; the model requires neither (TAG-1). */
public record Tag(@Nullable String key, @Nullable String value) {}
