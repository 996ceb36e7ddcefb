package dev.strongroom.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What another module of ours adds to an endpoint's administration. Misuse is refused by an {@link
 * IllegalArgumentException}, whose text the caller sees.
 */
public interface AdminTopic {

  /** Returns the first segment of its paths, such as {@code lessons}. */
  String name();

  /** Answers GET of the topic. */
  JsonNode list();

  /** Answers GET of one of its things; null if there is no such thing. */
  @Nullable JsonNode show(String thing);

  /** Answers POST of one of its things; null if there is no such thing. */
  @Nullable JsonNode act(String thing, JsonNode body);
}
