package dev.strongroom.internal.model;

import dev.strongroom.internal.text.LinearRegex;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a shape of the model requires of a value; a bound or pattern that is null does not hold.
 *
 * @param min the least length of a text, blob or list, or the least number
 * @param values the values of an enum, in the order in which AWS prints them (KR-17); empty if the
 *     shape is none
 * @param unlisted a value that AWS takes as well, and does not print (KR-14); null if there is none
 * @param element what each element of a list or each value of a map must satisfy
 * @param structure what the members of a structure must satisfy
 */
record Constraint(
    @Nullable Long min,
    @Nullable Long max,
    @Nullable LinearRegex pattern,
    List<String> values,
    @Nullable String unlisted,
    @Nullable Constraint element,
    @Nullable Structure structure) {

  static final Constraint NONE = new Constraint(null, null, null, List.of(), null, null, null);

  static Constraint of(Structure structure) {
    return new Constraint(null, null, null, List.of(), null, null, structure);
  }

  static Constraint oneOf(List<String> values, @Nullable String unlisted) {
    return new Constraint(null, null, null, values, unlisted, null, null);
  }

  /** Returns whether a value is one of the enum's; any is if the shape is none. */
  boolean hasValue(@Nullable Object value) {
    return values.isEmpty() || values.contains(value) || Objects.equals(value, unlisted);
  }
}
