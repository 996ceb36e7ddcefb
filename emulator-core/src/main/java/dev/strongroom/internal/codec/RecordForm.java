package dev.strongroom.internal.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How records of one class are written: the number of components, and each of them. */
final class RecordForm implements RecordCodec.Form {

  private final Class<?> type;
  private final RecordCodec codec;
  private final RecordComponent[] components;
  private final Method[] accessors;
  private final Constructor<?> constructor;
  private volatile RecordCodec.Form @Nullable [] forms;

  RecordForm(Class<?> type, RecordCodec codec) {
    this.type = type;
    this.codec = codec;
    this.components = type.getRecordComponents();
    this.accessors =
        Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " is a record", impossible);
    }
    constructor.setAccessible(true);
    Arrays.stream(accessors).forEach(accessor -> accessor.setAccessible(true));
  }

  /** Resolved when they are first needed, since a record may contain records of its own type. */
  private RecordCodec.Form[] forms() {
    var known = forms;
    if (known == null) {
      known =
          Arrays.stream(components)
              .map(component -> codec.form(component.getGenericType()))
              .toArray(RecordCodec.Form[]::new);
      forms = known;
    }
    return known;
  }

  @Override
  public void write(Object value, Bytes out) {
    var parts = forms();
    out.putLong(parts.length);
    for (int i = 0; i < parts.length; i++) {
      if (components[i].getType().isPrimitive()) {
        parts[i].write(component(value, i), out);
      } else {
        codec.writeNullable(component(value, i), parts[i], out);
      }
    }
  }

  private Object component(Object value, int index) {
    try {
      return accessors[index].invoke(value);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(components[index] + " can't be read", failure);
    }
  }

  @Override
  public Object read(Bytes in) {
    var parts = forms();
    int written = in.getCount();
    if (written > parts.length) {
      throw new UnreadableEntryException(
          "%s in it has %d components instead of %d"
              .formatted(type.getSimpleName(), written, parts.length));
    }
    var values = new @Nullable Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      boolean primitive = components[i].getType().isPrimitive();
      if (i >= written) {
        values[i] = primitive ? zero(components[i].getType()) : null;
      } else {
        values[i] = primitive ? parts[i].read(in) : codec.readNullable(parts[i], in);
      }
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refusal) {
      throw new UnreadableEntryException(type.getSimpleName() + " in it is unsound", refusal);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(type + " can't be made", failure);
    }
  }

  private static Object zero(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    return type == long.class ? (Object) 0L : (Object) 0.0;
  }
}
