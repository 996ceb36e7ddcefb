package dev.strongroom.internal.model;

import dev.strongroom.internal.text.LinearRegex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shape of the model requires of a value; a bound or pattern that is null does not hold.
 *
 * @param min the least length of a text, blob or list, or the least number
 * @param values the values of an enum, in the order in which AWS prints them (KR-17); empty if the
 *     shape is none
 * @param element what each element of a list or each value of a map must satisfy
 * @param structure what the members of a structure must satisfy
 */
record Constraint(
    @Nullable Long min,
    @Nullable Long max,
    @Nullable LinearRegex pattern,
    List<String> values,
    @Nullable Constraint element,
    @Nullable Structure structure) {

  static final Constraint NONE = new Constraint(null, null, null, List.of(), null, null);

  static Constraint of(Structure structure) {
    return new Constraint(null, null, null, List.of(), null, structure);
  }

  static Constraint oneOf(String... values) {
    return new Constraint(null, null, null, List.of(values), null, null);
  }
}
