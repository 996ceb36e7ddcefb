package dev.strongroom.internal.wire;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A record of the core in the query protocol: read from a form's fields, written as XML. */
final class QueryShape {

  private static final ClassValue<QueryShape> OF =
      new ClassValue<>() {
        @Override
        protected QueryShape computeValue(Class<?> type) {
          return new QueryShape(type);
        }
      };

  /** The fields of a form as a tree: {@code Tags.member.1.Key} is a path. */
  static final class Field {
    private final Map<String, Field> children = new LinkedHashMap<>();
    private @Nullable String value;

    static Field tree(Map<String, String> fields) {
      var root = new Field();
      fields.forEach(
          (path, value) -> {
            var field = root;
            for (var name : path.split("\\.", -1)) {
              field = field.children.computeIfAbsent(name, first -> new Field());
            }
            field.value = value;
          });
      return root;
    }

    private @Nullable Field child(String name) {
      return children.get(name);
    }

    /** Returns the numbered fields below one of these names, in the order of their numbers. */
    private Iterable<Field> numbered(String name) {
      var parent = children.get(name);
      var ordered = new TreeMap<Integer, Field>();
      if (parent != null) {
        parent.children.forEach(
            (number, field) -> {
              if (isNumber(number)) {
                ordered.put(Integer.valueOf(number), field);
              }
            });
      }
      return ordered.values();
    }

    private static boolean isNumber(String text) {
      return !text.isEmpty()
          && text.length() < 10
          && text.charAt(0) != '0'
          && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
  }

  private record Member(String name, Type type, Method accessor) {}

  private final List<Member> members = new ArrayList<>();
  private final Constructor<?> constructor;

  private QueryShape(Class<?> type) {
    var components = type.getRecordComponents();
    for (var component : components) {
      members.add(
          new Member(
              JsonShape.memberName(component),
              component.getGenericType(),
              component.getAccessor()));
    }
    try {
      constructor =
          type.getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " has no public constructor", impossible);
    }
  }

  static QueryShape of(Class<?> record) {
    return OF.get(record);
  }

  /** Returns the record that fields describe; further fields are ignored. */
  Record read(Field fields) throws UnreadableException {
    var values = new @Nullable Object[members.size()];
    for (int i = 0; i < values.length; i++) {
      var member = members.get(i);
      var field = fields.child(member.name());
      values[i] = field == null ? null : value(field, member.type(), member.name());
    }
    try {
      return (Record) constructor.newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(constructor + " can't be called", impossible);
    }
  }

  private static @Nullable Object value(Field field, Type type, String name)
      throws UnreadableException {
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(field, arguments[0], name)
          : map(field, arguments[1], name);
    }
    var simple = (Class<?>) type;
    if (simple.isRecord()) {
      return of(simple).read(field);
    }
    return field.value == null ? null : scalar(field.value, simple, name);
  }

  private static List<Object> list(Field field, Type element, String name)
      throws UnreadableException {
    var list = new ArrayList<>();
    for (var each : field.numbered("member")) {
      list.add(value(each, element, name));
    }
    return list;
  }

  private static Map<String, Object> map(Field field, Type element, String name)
      throws UnreadableException {
    var map = new LinkedHashMap<String, Object>();
    for (var entry : field.numbered("entry")) {
      var key = entry.child("key");
      var value = entry.child("value");
      if (key != null && key.value != null && value != null) {
        map.put(key.value, value(value, element, name));
      }
    }
    return map;
  }

  private static Object scalar(String text, Class<?> type, String name) throws UnreadableException {
    try {
      if (type == Integer.class) {
        return Integer.valueOf(text);
      }
      if (type == Long.class) {
        return Long.valueOf(text);
      }
    } catch (NumberFormatException noNumber) {
      throw new UnreadableException(name + " must be an integer");
    }
    if (type == Boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new UnreadableException(name + " must be true or false");
      }
      return Boolean.valueOf(text);
    }
    return type == SecretValue.class ? SecretValue.ofText(text) : text;
  }

  /** Writes the members of a record that are set, each as an element. */
  void write(Record record, Xml xml) {
    for (var member : members) {
      Object value;
      try {
        value = member.accessor().invoke(record);
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(member.accessor() + " can't be called", impossible);
      }
      if (value != null) {
        write(member.name(), value, xml);
      }
    }
  }

  private static void write(String name, Object value, Xml xml) {
    xml.open(name);
    if (value instanceof List<?> list) {
      list.forEach(element -> write("member", element, xml));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, element) -> {
            xml.open("entry");
            write("key", key, xml);
            write("value", element, xml);
            xml.close("entry");
          });
    } else if (value instanceof Record nested) {
      of(nested.getClass()).write(nested, xml);
    } else {
      xml.text(text(value));
    }
    xml.close(name);
  }

  private static String text(Object value) {
    if (value instanceof Instant instant) {
      return DateTimeFormatter.ISO_INSTANT.format(instant);
    }
    if (value instanceof SecretValue secret) {
      return secret.isText() ? secret.text() : Base64.getEncoder().encodeToString(secret.bytes());
    }
    return value instanceof Blob blob
        ? Base64.getEncoder().encodeToString(blob.bytes())
        : value.toString();
  }
}
