package dev.strongroom.sdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Classes and public members found by name; what they throw is thrown as it is. */
final class Handles {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  private Handles() {}

  /** A class by its name; null if there is none. */
  static @Nullable Class<?> find(String className, ClassLoader loader) {
    try {
      return Class.forName(className, false, loader);
    } catch (ClassNotFoundException none) {
      return null;
    }
  }

  /** The canonical constructor of a record, taking an array of its components. */
  static MethodHandle constructor(Class<?> record) {
    var types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return LOOKUP
          .findConstructor(record, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException inaccessible) {
      throw new IllegalStateException(record + " has no public constructor", inaccessible);
    }
  }

  static Object construct(MethodHandle constructor, @Nullable Object[] components) {
    try {
      return (Object) constructor.invokeExact(components);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  static MethodHandle accessor(RecordComponent component) {
    try {
      return LOOKUP
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException inaccessible) {
      throw new IllegalStateException(component + " has no public accessor", inaccessible);
    }
  }

  static @Nullable Object get(MethodHandle accessor, Object record) {
    try {
      return (Object) accessor.invokeExact(record);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  /** A static {@code builder()} of a class of the SDK. */
  static <B> Supplier<B> builder(Class<?> built, Class<B> as) {
    MethodHandle builder;
    try {
      builder =
          LOOKUP.unreflect(built.getMethod("builder")).asType(MethodType.methodType(Object.class));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(built + " has no builder", missing);
    }
    return () -> {
      try {
        return as.cast((Object) builder.invokeExact());
      } catch (Throwable failure) {
        throw unchecked(failure);
      }
    };
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(failure);
  }
}
