package dev.strongroom.internal.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An operation's input or a structure inside one: the members that are required or constrained, in
 * the model's order.
 */
final class Structure {

  /** A member of the model. */
  record Member(String name, boolean required, Constraint constraint) {

    /** The name in the path of a violation: its first letter is lower case (VAL-3). */
    String path() {
      return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
  }

  /** A member of the model, and the record component that holds its value. */
  record Component(
      String path, boolean required, Constraint constraint, Class<?> type, MethodHandle accessor) {

    @Nullable Object of(Record structure) {
      try {
        return (@Nullable Object) accessor.invokeExact(structure);
      } catch (Throwable impossible) { // an accessor of a record throws nothing
        throw new IllegalStateException(accessor + " can't be called", impossible);
      }
    }
  }

  private final List<Member> members;
  private final ConcurrentHashMap<Class<?>, List<Component>> components = new ConcurrentHashMap<>();

  Structure(List<Member> members) {
    this.members = members;
  }

  /** The members that a record has as components; a member that it lacks is not emulated. */
  List<Component> components(Class<?> type) {
    return components.computeIfAbsent(type, this::bind);
  }

  private List<Component> bind(Class<?> type) {
    var bound = new ArrayList<Component>(members.size());
    for (var member : members) {
      for (var component : type.getRecordComponents()) {
        if (component.getName().equals(member.path())) {
          bound.add(
              new Component(
                  member.path(),
                  member.required(),
                  member.constraint(),
                  component.getType(),
                  accessor(component)));
        }
      }
    }
    return List.copyOf(bound);
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      return MethodHandles.lookup()
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Record.class));
    } catch (IllegalAccessException notPublic) {
      throw new IllegalStateException(
          component.getDeclaringRecord() + " must be public, as all requests are", notPublic);
    }
  }
}
