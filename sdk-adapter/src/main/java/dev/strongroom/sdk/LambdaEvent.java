package dev.strongroom.sdk;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strongroom.rotation.RotationEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rotation's event as AWS Lambda hands it to a handler (ROT-18). */
final class LambdaEvent {

  /**
   * Reads objects as Lambda's Java runtime does (aws-lambda-java-serialization): its Jackson is a
   * copy under another name, so that it sees no annotations.
   */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.USE_STD_BEAN_NAMING)
          .disable(MapperFeature.AUTO_DETECT_CREATORS)
          .disable(MapperFeature.INFER_PROPERTY_MUTATORS)
          .disable(MapperFeature.USE_ANNOTATIONS)
          .disable(MapperFeature.USE_GETTERS_AS_SETTERS)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** For AWS's own class, whose {@code step} Lambda fills with {@code Step}. */
  private static final ObjectMapper CAPITALIZED =
      MAPPER.copy().setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE);

  private static final String AWS_CLASS =
      "com.amazonaws.services.lambda.runtime.events.SecretsManagerRotationEvent";

  private LambdaEvent() {}

  /** The event's JSON. */
  static byte[] json(RotationEvent event) {
    try {
      return MAPPER.writeValueAsBytes(members(event));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A map of texts can't be written as JSON", impossible);
    }
  }

  private static Map<String, String> members(RotationEvent event) {
    var members = new LinkedHashMap<String, String>();
    members.put("Step", event.step().wireName());
    members.put("SecretId", event.secretId());
    members.put("ClientRequestToken", event.clientRequestToken());
    members.put("RotationToken", event.rotationToken());
    return members;
  }

  /**
   * What a handler's class takes.
   *
   * @throws IllegalArgumentException if the class does not say it
   */
  static <I> Input<I> inputOf(RequestHandler<I, ?> handler) {
    var name = handler.getClass().getName();
    var types = MAPPER.constructType(handler.getClass()).findTypeParameters(RequestHandler.class);
    if (types.length == 0) {
      throw new IllegalArgumentException(
          name
              + " does not say its input type, so that Lambda could not run it either: write a class"
              + " that implements, say, RequestHandler<Map<String, String>, Void>");
    }
    return new Input<>(name, types[0]);
  }

  /** The input of a handler's class. */
  record Input<I>(String handler, JavaType type) {

    /**
     * The event as such an input.
     *
     * @throws IllegalArgumentException if Lambda can't read it as one
     */
    I read(RotationEvent event) {
      var mapper = type.getRawClass().getName().equals(AWS_CLASS) ? CAPITALIZED : MAPPER;
      try {
        return mapper.convertValue(members(event), type);
      } catch (IllegalArgumentException unreadable) { // and may quote the rotation token
        throw new IllegalArgumentException(
            "A rotation's event, a JSON object of texts, can't be read as the input of "
                + handler
                + ", "
                + type.toCanonical()
                + ": take a Map<String, String> or SecretsManagerRotationEvent");
      }
    }
  }
}
