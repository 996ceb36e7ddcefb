package dev.strongroom.audit;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request or result that the audit records: those of types that can't hold a
 * secret value. Members of other types are left out.
 */
final class Members {

  private static final Set<Class<?>> PLAIN =
      Set.of(String.class, Boolean.class, Integer.class, Long.class, Double.class, Instant.class);
  private static final Set<String> CREDENTIALS =
      Set.of("rotationToken", "grantToken", "grantTokens"); // AUD-1

  private static final ClassValue<Members> OF =
      new ClassValue<>() {
        @Override
        protected Members computeValue(Class<?> type) {
          return new Members(type);
        }
      };

  private final RecordComponent[] components;
  private final boolean[] recorded;
  private final boolean allRecorded;
  private final Constructor<?> constructor;

  private Members(Class<?> type) {
    components = type.getRecordComponents();
    recorded = new boolean[components.length];
    boolean all = true;
    for (int i = 0; i < recorded.length; i++) {
      recorded[i] =
          isPlain(components[i].getGenericType()) && !CREDENTIALS.contains(components[i].getName());
      all &= recorded[i];
    }
    allRecorded = all;
    try {
      constructor =
          type.getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " has no public constructor", impossible);
    }
  }

  /** Returns the record itself if all of it may be recorded, else one without what may not. */
  static Record recorded(Record whole) {
    var members = OF.get(whole.getClass());
    if (members.allRecorded) {
      return whole;
    }
    var values = new @Nullable Object[members.components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = members.recorded[i] ? members.value(i, whole) : null;
    }
    try {
      return (Record) members.constructor.newInstance(values);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(
          whole.getClass() + " can't be made without its secret values", failure);
    }
  }

  /**
   * Returns what may be recorded, by name, as CloudTrail prints it; members that are not set are
   * left out.
   */
  static Map<String, Object> map(@Nullable Record whole) {
    if (whole == null) {
      return Map.of();
    }
    var members = OF.get(whole.getClass());
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < members.components.length; i++) {
      var value = members.recorded[i] ? members.value(i, whole) : null;
      if (value != null) {
        map.put(members.components[i].getName(), printed(value));
      }
    }
    return Collections.unmodifiableMap(map);
  }

  /** What a process needs only if it asks for a record's members. */
  private static final class Printed {

    /** E.g. {@code May 3, 2018 5:51:02 PM}. */
    static final DateTimeFormatter DATE =
        DateTimeFormatter.ofPattern("MMM d, uuuu h:mm:ss a", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
  }

  private static Object printed(Object value) {
    if (value instanceof Instant instant) {
      return Printed.DATE.format(instant);
    }
    if (value instanceof Record nested) {
      return map(nested);
    }
    if (value instanceof Collection<?> values) {
      return values.stream().map(Members::printed).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      var map = new LinkedHashMap<String, Object>();
      entries.forEach((key, entry) -> map.put(String.valueOf(key), printed(entry)));
      return map;
    }
    return value instanceof Enum<?> constant ? constant.name() : value;
  }

  private @Nullable Object value(int index, Record whole) {
    try {
      return components[index].getAccessor().invoke(whole);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(components[index] + " can't be read", failure);
    }
  }

  private static boolean isPlain(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() instanceof Class<?> raw
          && (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw))
          && Arrays.stream(generic.getActualTypeArguments()).allMatch(Members::isPlain);
    }
    return type instanceof Class<?> simple
        && (PLAIN.contains(simple)
            || simple.isPrimitive()
            || simple.isEnum()
            || (simple.isRecord() && OF.get(simple).allRecorded));
  }
}
