package dev.strongroom.internal.engine;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A resource that a request names, whether or not it exists.
 *
 * @param text the name or ARN as it was sent
 * @param arn null if there is no such resource
 */
public record NamedResource(AccountRegion region, String name, String text, @Nullable String arn) {

  /** Returns everything that a pattern for resources may match. */
  List<String> texts() {
    return Stream.of(name, text, arn).filter(Objects::nonNull).distinct().toList();
  }
}
