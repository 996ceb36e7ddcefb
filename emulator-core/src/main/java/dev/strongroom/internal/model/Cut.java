package dev.strongroom.internal.model;

import dev.strongroom.internal.model.Structure.Component;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Values without what is beyond the lengths that a model allows. */
final class Cut {

  /** What is kept of a text that is none of an enum's values. */
  private static final int LONGEST_OF_AN_ENUM = 256;

  private Cut() {}

  static Object of(Constraint constraint, Object value) {
    if (value instanceof String text) {
      return text.substring(0, (int) Math.min(text.length(), longest(constraint)));
    }
    if (value instanceof List<?> elements) {
      var element = constraint.element() == null ? Constraint.NONE : constraint.element();
      return elements.stream()
          .limit(longest(constraint))
          .<Object>map(each -> of(element, each))
          .toList();
    }
    var structure = constraint.structure();
    return value instanceof Record record && structure != null
        ? record(record, structure.components(record.getClass()))
        : value;
  }

  private static long longest(Constraint constraint) {
    if (constraint.max() != null) {
      return constraint.max();
    }
    return constraint.values().isEmpty() ? Integer.MAX_VALUE : LONGEST_OF_AN_ENUM;
  }

  private static Record record(Record record, List<Component> members) {
    var components = record.getClass().getRecordComponents();
    try {
      var values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(record);
        for (var member : members) {
          if (values[i] != null && member.path().equals(components[i].getName())) {
            values[i] = of(member.constraint(), values[i]);
          }
        }
      }
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return record.getClass().getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(record.getClass() + " can't be made again", impossible);
    }
  }
}
