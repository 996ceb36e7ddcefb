package dev.strongroom.internal.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What decides how a type is written: the components of its records, and of theirs. */
final class Shape {

  private final Map<Class<?>, Representation<?, ?>> representations;
  private final Set<Class<?>> described = new HashSet<>();
  private final StringBuilder text = new StringBuilder();

  Shape(Map<Class<?>, Representation<?, ?>> representations) {
    this.representations = representations;
  }

  String describing(Class<?> type) {
    describe(type);
    return text.toString();
  }

  private void describe(Type type) {
    text.append(type.getTypeName()).append(' ');
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::describe);
    } else if (type instanceof Class<?> simple && described.add(simple)) {
      content(simple);
    }
  }

  private void content(Class<?> type) {
    var representation = representations.get(type);
    if (representation != null) {
      describe(representation.as());
    } else if (type.isEnum()) {
      text.append(Arrays.toString(type.getEnumConstants()));
    } else if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(this::describe);
    } else if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        describe(component.getGenericType());
      }
      text.append(';');
    }
  }
}
