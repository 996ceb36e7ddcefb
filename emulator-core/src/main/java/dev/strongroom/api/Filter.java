package dev.strongroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition of ListSecrets and BatchGetSecretValue (FLT-1 to FLT-12). */
public record Filter(@Nullable String key, @Nullable List<String> values) {

  public Filter {
    values = values == null ? null : List.copyOf(values);
  }
}
