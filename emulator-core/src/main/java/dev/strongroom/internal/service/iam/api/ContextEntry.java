package dev.strongroom.internal.service.iam.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition key that a simulated request carries. */
public record ContextEntry(
    @Nullable String contextKeyName,
    @Nullable List<String> contextKeyValues,
    @Nullable String contextKeyType) {
  public ContextEntry {
    contextKeyValues = contextKeyValues == null ? null : List.copyOf(contextKeyValues);
  }
}
