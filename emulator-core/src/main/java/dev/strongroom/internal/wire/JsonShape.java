package dev.strongroom.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.HashMap;
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
  private final Map<String, Integer> positions = new HashMap<>();
  private final Constructor<?> constructor;

  private JsonShape(Class<?> type) {
    var components = type.getRecordComponents();
    for (var component : components) {
      var name = memberName(component);
      positions.put(name, members.size());
      members.add(new Member(name, component.getGenericType(), component.getAccessor()));
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

  /**
   * Reads the record that the next value of a parser says; what it says beyond that is ignored
   * (WIRE-10).
   */
  Record read(JsonParser json) throws IOException, UnreadableException {
    var token = json.nextToken();
    requireKind(token == JsonToken.START_OBJECT, "The body of the request", "an object", token);
    return record(json);
  }

  private Record record(JsonParser json) throws IOException, UnreadableException {
    var values = new @Nullable Object[members.size()];
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      var position = positions.get(name);
      if (position == null) {
        json.skipChildren();
      } else {
        var member = members.get(position);
        values[position] =
            token == JsonToken.VALUE_NULL // which is as good as not there
                ? null
                : value(json, member.type(), member.name());
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

  /** Reads the value whose first token is the parser's current one. */
  private static Object value(JsonParser json, Type type, String name)
      throws IOException, UnreadableException {
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(json, arguments[0], name)
          : map(json, arguments[1], name);
    }
    var token = json.currentToken();
    var simple = (Class<?>) type;
    if (simple == String.class) {
      return text(json, name);
    }
    if (simple == Boolean.class) {
      boolean isTrue = token == JsonToken.VALUE_TRUE;
      requireKind(isTrue || token == JsonToken.VALUE_FALSE, name, "true or false", token);
      return isTrue;
    }
    if (simple == Instant.class) { // WIRE-7
      boolean isNumber = token != null && token.isNumeric();
      requireKind(isNumber, name, "a number of seconds", token);
      return instant(json.getDoubleValue(), name);
    }
    if (simple == Integer.class) {
      requireKind(isLong(json) && isInt(json.getLongValue()), name, "an integer", token);
      return json.getIntValue();
    }
    if (simple == Long.class) {
      requireKind(isLong(json), name, "a long", token);
      return json.getLongValue();
    }
    if (simple == SecretValue.class) {
      return TEXTS.contains(name)
          ? SecretValue.ofText(text(json, name))
          : SecretValue.ofBinary(bytes(json, name));
    }
    if (simple == Blob.class) {
      return Blob.of(bytes(json, name));
    }
    requireKind(token == JsonToken.START_OBJECT, name, "an object", token);
    return of(simple).record(json);
  }

  private static boolean isLong(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != NumberType.BIG_INTEGER;
  }

  private static boolean isInt(long number) {
    return number == (int) number;
  }

  private static List<Object> list(JsonParser json, Type element, String name)
      throws IOException, UnreadableException {
    requireKind(json.isExpectedStartArrayToken(), name, "a list", json.currentToken());
    var list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(json, element, name));
    }
    return list;
  }

  private static Map<String, Object> map(JsonParser json, Type value, String name)
      throws IOException, UnreadableException {
    requireKind(json.isExpectedStartObjectToken(), name, "an object", json.currentToken());
    var map = new LinkedHashMap<String, Object>();
    for (var key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      map.put(whole(key, name), value(json, value, name));
    }
    return map;
  }

  private static String text(JsonParser json, String name) throws IOException, UnreadableException {
    requireKind(json.hasToken(JsonToken.VALUE_STRING), name, "a string", json.currentToken());
    return whole(json.getText(), name);
  }

  /** Refuses half a surrogate pair, which an escape can say: UTF-8 has no form for it. */
  private static String whole(String text, String name) throws UnreadableException {
    if (!isWhole(text)) {
      throw new UnreadableException(name + " has half a surrogate pair, which is no character");
    }
    return text;
  }

  private static boolean isWhole(String text) {
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(JsonParser json, String name)
      throws IOException, UnreadableException {
    try {
      return Base64.getDecoder().decode(text(json, name));
    } catch (IllegalArgumentException malformed) { // without its message, which quotes the value
      throw new UnreadableException(name + " must be base64");
    }
  }

  /** Names the member and the kinds, never the value. */
  private static void requireKind(boolean isIt, String name, String kind, @Nullable JsonToken token)
      throws UnreadableException {
    if (!isIt) {
      throw new UnreadableException(name + " must be " + kind + ", not " + kind(token));
    }
  }

  private static String kind(@Nullable JsonToken token) {
    return token == null
        ? "missing"
        : switch (token) {
          case START_OBJECT -> "object";
          case START_ARRAY -> "array";
          case VALUE_STRING -> "string";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
          case VALUE_TRUE, VALUE_FALSE -> "boolean";
          default -> "null";
        };
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
