package dev.strongroom.fault;

import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.text.Glob;
import java.util.Collection;

/** A text in which {@code *} stands for any characters and {@code ?} for one. */
record Wildcard(String text, Glob glob) {

  private record Kept(String text) {}

  /** What stands for wildcards on disk. */
  static final Representation<Wildcard, ?> REPRESENTATION =
      new Representation<>(
          Wildcard.class,
          Kept.class,
          wildcard -> new Kept(wildcard.text),
          kept -> new Wildcard(kept.text(), Glob.of(kept.text())));

  static Wildcard of(String text, String what) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "The %s of a fault is blank: leave it out to select every %s".formatted(what, what));
    }
    return new Wildcard(text, Glob.of(text));
  }

  boolean matchesAny(Collection<String> texts) {
    return texts.stream().anyMatch(glob::matches);
  }
}
