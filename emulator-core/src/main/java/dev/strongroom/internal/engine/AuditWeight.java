package dev.strongroom.internal.engine;

import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Counters;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.Policy;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes of memory an audit record keeps. Policies are not included, as many records
 * share them.
 */
final class AuditWeight {

  private static final int RECORD = 500;
  private static final int DECISION = 500;
  private static final long REFERENCE = 24;
  private static final long TEXT = 40;

  private static final ClassValue<List<MethodHandle>> MEMBERS =
      new ClassValue<>() {
        @Override
        protected List<MethodHandle> computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents())
              .filter(component -> !component.getType().isPrimitive())
              .map(AuditWeight::accessor)
              .toList();
        }
      };

  private AuditWeight() {}

  static long of(AuditRecord record) {
    long weight = RECORD + of(record.request()) + of(record.response());
    weight += of(record.secretId()) + of(record.secretArn()) + of(record.errorMessage());
    weight += of(record.caller().context()) + of(record.additionalEventData());
    for (var decision : record.access().decisions()) {
      weight += DECISION;
      if (decision instanceof AccessDecision made) {
        weight += made.request().weight();
      }
    }
    return weight;
  }

  /** Returns the policies that a record keeps, some of them more than once. */
  static List<Policy> policies(AuditRecord record) {
    var held = new ArrayList<Policy>(0);
    for (var decision : record.access().decisions()) {
      if (decision instanceof AccessDecision made) {
        made.request().addHeld(held);
      }
    }
    return held;
  }

  /** Without looking at its members by reflection: a start counts 100,000 of them. */
  static long of(Counters.Key key) {
    return 5 * REFERENCE
        + of(key.operation())
        + of(key.secret())
        + of(key.principalArn())
        + of(key.failure());
  }

  static long of(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof String text) {
      return TEXT + text.length();
    }
    long weight = 0;
    if (value instanceof Collection<?> elements) {
      for (var element : elements) {
        weight += REFERENCE + of(element);
      }
      return weight;
    }
    if (value instanceof Map<?, ?> entries) {
      for (var entry : entries.entrySet()) {
        weight += REFERENCE * 2 + of(entry.getKey()) + of(entry.getValue());
      }
      return weight;
    }
    return REFERENCE + (value instanceof Record record ? members(record) : 0);
  }

  private static long members(Record record) {
    long weight = 0;
    try {
      for (var member : MEMBERS.get(record.getClass())) {
        weight += REFERENCE + of((@Nullable Object) member.invokeExact(record));
      }
    } catch (Throwable impossible) { // an accessor of a record throws nothing
      throw new IllegalStateException(record.getClass() + " can't be read", impossible);
    }
    return weight;
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
