package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.sts.AssumeRole;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record of the core as JSON says it: a member for each component, under AWS's name. */
final class JsonShape {

  /** Sensitive members that are text; all others are bytes, in base64 (WIRE-6). */
  private static final Set<String> TEXTS =
      Set.of(
          "SecretString",
          "RotationToken",
          "KeyStorePassword",
          "AccessKeyId",
          "RawSecretAccessKey",
          "Value",
          "SourceResult");

  private static final ClassValue<JsonShape> OF =
      new ClassValue<>() {
        @Override
        protected JsonShape computeValue(Class<?> type) {
          return new JsonShape(type);
        }
      };

  private static final double MAX_SECONDS = 1e12; // the year 33658

  private record Member(String name, Type type, Method accessor) {}

  private final List<Member> members = new ArrayList<>();
  private final Constructor<?> constructor;

  private JsonShape(Class<?> type) {
    var components = type.getRecordComponents();
    for (var component : components) {
      members.add(
          new Member(memberName(component), component.getGenericType(), component.getAccessor()));
    }
    try {
      constructor =
          type.getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " has no public constructor", impossible);
    }
  }

  static JsonShape of(Class<?> record) {
    return OF.get(record);
  }

  /** AWS's name of a component: the first letter, or an acronym in front, is upper case. */
  static String memberName(RecordComponent component) {
    var name = component.getName();
    var owner = component.getDeclaringRecord().getPackageName();
    boolean inCapitals =
        owner.equals(Request.class.getPackageName()) || owner.endsWith(".service.ssm.api");
    boolean isDescriptor = component.getDeclaringRecord() == AssumeRole.PolicyDescriptor.class;
    return switch (name) {
      case "arn" -> inCapitals ? "ARN" : isDescriptor ? "arn" : "Arn";
      case "awsAccountId" -> "AWSAccountId";
      default -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    };
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** The record that an object says; what it says beyond that is ignored (WIRE-10). */
  Record read(JsonNode object) throws UnreadableException {
    requireKind(object.isObject(), "The body of the request", "an object", object);
    return record(object);
  }

  private Record record(JsonNode object) throws UnreadableException {
    var values = new @Nullable Object[members.size()];
    for (int i = 0; i < values.length; i++) {
      var member = members.get(i);
      var node = object.path(member.name());
      if (!node.isMissingNode() && !node.isNull()) { // null is as good as not there
        values[i] = value(node, member.type(), member.name());
      }
    }
    try {
      return (Record) constructor.newInstance(values);
    } catch (InvocationTargetException refusal) {
      throw new IllegalStateException(constructor + " refuses its values", refusal.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(constructor + " can't be called", impossible);
    }
  }

  private static Object value(JsonNode node, Type type, String name) throws UnreadableException {
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(node, arguments[0], name)
          : map(node, arguments[1], name);
    }
    var simple = (Class<?>) type;
    if (simple == String.class) {
      return text(node, name);
    }
    if (simple == Boolean.class) {
      requireKind(node.isBoolean(), name, "true or false", node);
      return node.booleanValue();
    }
    if (simple == Instant.class) { // WIRE-7
      requireKind(node.isNumber(), name, "a number of seconds", node);
      return instant(node.doubleValue(), name);
    }
    if (simple == Integer.class) {
      requireKind(node.isIntegralNumber() && node.canConvertToInt(), name, "an integer", node);
      return node.intValue();
    }
    if (simple == Long.class) {
      requireKind(node.isIntegralNumber() && node.canConvertToLong(), name, "a long", node);
      return node.longValue();
    }
    if (simple == SecretValue.class) {
      return TEXTS.contains(name)
          ? SecretValue.ofText(text(node, name))
          : SecretValue.ofBinary(bytes(node, name));
    }
    if (simple == Blob.class) {
      return Blob.of(bytes(node, name));
    }
    requireKind(node.isObject(), name, "an object", node);
    return of(simple).record(node);
  }

  private static List<Object> list(JsonNode node, Type element, String name)
      throws UnreadableException {
    requireKind(node.isArray(), name, "a list", node);
    var list = new ArrayList<>(node.size());
    for (var each : node) {
      list.add(value(each, element, name));
    }
    return list;
  }

  private static Map<String, Object> map(JsonNode node, Type value, String name)
      throws UnreadableException {
    requireKind(node.isObject(), name, "an object", node);
    var map = new LinkedHashMap<String, Object>();
    for (var names = node.fieldNames(); names.hasNext(); ) {
      var key = names.next();
      map.put(whole(key, name), value(node.get(key), value, name));
    }
    return map;
  }

  private static String text(JsonNode node, String name) throws UnreadableException {
    requireKind(node.isTextual(), name, "a string", node);
    return whole(node.textValue(), name);
  }

  /** Refuses half a surrogate pair, which an escape can say: UTF-8 has no form for it. */
  private static String whole(String text, String name) throws UnreadableException {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new UnreadableException(name + " has half a surrogate pair, which is no character");
    }
    return text;
  }

  private static byte[] bytes(JsonNode node, String name) throws UnreadableException {
    try {
      return Base64.getDecoder().decode(text(node, name));
    } catch (IllegalArgumentException malformed) { // without its message, which quotes the value
      throw new UnreadableException(name + " must be base64");
    }
  }

  /** Names the member and the kinds, never the value. */
  private static void requireKind(boolean isIt, String name, String kind, JsonNode node)
      throws UnreadableException {
    if (!isIt) {
      throw new UnreadableException(
          name
              + " must be "
              + kind
              + ", not "
              + node.getNodeType().name().toLowerCase(Locale.ROOT));
    }
  }

  /** Writes a record of this shape; members that are not set are left out (WIRE-9). */
  void write(Record record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (var member : members) {
      var value = get(member, record);
      if (value != null) {
        json.writeFieldName(member.name());
        writeValue(value, json);
      }
    }
    json.writeEndObject();
  }

  private static @Nullable Object get(Member member, Record record) {
    try {
      return member.accessor().invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(member.accessor() + " can't be called", impossible);
    }
  }

  private static void writeValue(Object value, JsonGenerator json) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Instant instant) {
      json.writeNumber(seconds(instant));
    } else if (value instanceof SecretValue secret && secret.isText()) {
      json.writeString(secret.text());
    } else if (value instanceof SecretValue secret) {
      json.writeBinary(secret.bytes());
    } else if (value instanceof Blob blob) {
      json.writeBinary(blob.bytes());
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (var element : list) {
        writeValue(element, json);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (var entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        writeValue(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof Record nested) {
      of(nested.getClass()).write(nested, json);
    } else {
      throw new IllegalStateException("JSON has no form for " + value.getClass());
    }
  }

  private static Instant instant(double seconds, String name) throws UnreadableException {
    if (Math.abs(seconds) > MAX_SECONDS) {
      throw new UnreadableException(name + " must be a number of seconds since 1970");
    }
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }

  /** Epoch seconds with up to three decimals (WIRE-7). */
  private static BigDecimal seconds(Instant instant) {
    var seconds = BigDecimal.valueOf(instant.toEpochMilli(), 3).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }
}
