package dev.strongroom.model;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers without what nobody promises: the order of labels, and how a page token reads. */
final class NormalizedResult {

  private NormalizedResult() {}

  static Object result(Object value) {
    if (value instanceof Record) {
      var members = new LinkedHashMap<String, Object>();
      for (var component : value.getClass().getRecordComponents()) {
        members.put(component.getName(), member(component, read(component, value)));
      }
      return members;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(NormalizedResult::result).toList();
    }
    if (value instanceof Map<?, ?> map) { // versions to labels
      var sorted = new TreeMap<Object, Object>();
      map.forEach((id, labels) -> sorted.put(id, sorted(labels)));
      return sorted;
    }
    return value;
  }

  /** Without the order of several violations, and that of an enum's values (VAL-8). */
  static String text(String text) {
    return text.contains(" detected: ")
        ? Arrays.stream(text.split("detected: |; ", -1))
            .map(part -> part.replaceAll("enum value set: .*", "enum value set"))
            .sorted()
            .collect(Collectors.joining("; "))
        : text;
  }

  private static Object member(RecordComponent component, Object value) {
    return switch (component.getName()) {
      case "nextToken" -> value == null ? "last page" : "more pages";
      case "versionStages" -> value == null ? "none" : sorted(value);
      default -> result(value);
    };
  }

  private static List<?> sorted(Object list) {
    return ((List<?>) list).stream().flatMap(Stream::ofNullable).sorted().toList();
  }

  private static Object read(RecordComponent component, Object record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
