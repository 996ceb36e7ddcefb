package dev.strongroom.internal.engine;

import dev.strongroom.audit.AuditRecord;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.Policy;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
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

  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
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
  static Stream<Policy> policies(AuditRecord record) {
    return record.access().decisions().stream()
        .filter(AccessDecision.class::isInstance)
        .flatMap(decision -> ((AccessDecision) decision).request().held());
  }

  static long of(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof String text) {
      return TEXT + text.length();
    }
    if (value instanceof Collection<?> elements) {
      return elements.stream().mapToLong(element -> REFERENCE + of(element)).sum();
    }
    if (value instanceof Map<?, ?> entries) {
      return entries.entrySet().stream()
          .mapToLong(entry -> REFERENCE * 2 + of(entry.getKey()) + of(entry.getValue()))
          .sum();
    }
    return REFERENCE + (value instanceof Record record ? members(record) : 0);
  }

  private static long members(Record record) {
    long weight = 0;
    try {
      for (var component : COMPONENTS.get(record.getClass())) {
        weight += REFERENCE + of(component.getAccessor().invoke(record));
      }
    } catch (ReflectiveOperationException notPublic) {
      throw new IllegalStateException(record.getClass() + " can't be read", notPublic);
    }
    return weight;
  }
}
