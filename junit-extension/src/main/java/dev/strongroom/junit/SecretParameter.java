package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** A parameter with {@link FromSecret}; its refusals never quote the value. */
record SecretParameter(String secret, Parameter parameter) {

  private static final ObjectMapper JSON = mapper();
  private static final int MOST_NAMES = 10;

  /**
   * With the modules on the class path, such as Kotlin's, without which Jackson makes no data
   * class.
   */
  private static ObjectMapper mapper() {
    var mapper = new JsonMapper();
    try {
      mapper.findAndRegisterModules();
    } catch (ServiceConfigurationError | LinkageError unusable) {
      mapper = new JsonMapper(); // one of them needs another Jackson, and the value maybe none
    }
    return mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  Object value(SecretsEmulator emulator) {
    var reader = new SideEffectFreeReader(emulator);
    try {
      var read = reader.read(reader.owner(secret), new GetSecretValue(secret, null, null));
      if (read.secretString() != null) {
        return fromText(read.secretString().text());
      }
      if (read.secretBinary() != null && parameter.getType() == byte[].class) {
        return read.secretBinary().bytes();
      }
      throw refused("the secret is binary: take it as byte[]");
    } catch (ServiceError refusal) {
      throw refused(
          refusal.code() == ErrorCode.RESOURCE_NOT_FOUND
              ? "%s Declare it with @Secret, or create it before JUnit calls this method. %s"
                  .formatted(sentence(refusal), whatThereIs(reader))
              : sentence(refusal));
    }
  }

  private static String sentence(ServiceError refusal) {
    return refusal.text() + (refusal.text().endsWith(".") ? "" : ".");
  }

  private String whatThereIs(SideEffectFreeReader reader) {
    var owner = reader.owner(secret);
    var names = reader.secrets(owner).stream().map(ListSecrets.Entry::name).sorted().toList();
    return "%s of account %s has %s"
        .formatted(
            owner.region(),
            owner.accountId(),
            names.isEmpty()
                ? "no secrets"
                : String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                    + (names.size() > MOST_NAMES ? " and others" : ""));
  }

  private Object fromText(String text) {
    if (parameter.getType() == String.class) {
      return text;
    }
    if (parameter.getType() == byte[].class) {
      return text.getBytes(UTF_8);
    }
    try {
      var type = JSON.constructType(parameter.getParameterizedType());
      Object value = JSON.readValue(text, type);
      if (value == null) {
        throw refused("its JSON is null: take it as String");
      }
      return value;
    } catch (InvalidDefinitionException notReadable) { // about the type, and without the value
      throw refused(notReadable.getOriginalMessage() + kotlin());
    } catch (ValueInstantiationException refusal) {
      throw refused(
          "%s threw %s"
              .formatted(
                  refusal.getType().getRawClass().getSimpleName(),
                  refusal.getCause() == null
                      ? "an exception"
                      : refusal.getCause().getClass().getName()));
    } catch (JsonMappingException otherShape) { // whose message may quote the value
      throw refused(
          "its JSON has %s: correct the type or the secret".formatted(found(text, otherShape)));
    } catch (JsonProcessingException malformed) {
      throw refused("the secret is no JSON: take it as String");
    }
  }

  /** What there is in the JSON where something else was needed. */
  private static String found(String text, JsonMappingException problem) {
    var node = tree(text);
    var path = new StringBuilder();
    for (var part : problem.getPath()) {
      boolean isMember = part.getFieldName() != null;
      node = isMember ? node.path(part.getFieldName()) : node.path(part.getIndex());
      path.append(
          isMember
              ? (path.isEmpty() ? "" : ".") + part.getFieldName()
              : "[" + part.getIndex() + "]");
    }
    var found =
        switch (node.getNodeType()) {
          case MISSING -> "no value";
          case NULL -> "null";
          case OBJECT -> "an object";
          case ARRAY -> "an array";
          default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    return found
        + (path.isEmpty() ? "" : " at '" + path + "'")
        + ", which does not fit "
        + (problem instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
            ? mismatch.getTargetType().getSimpleName()
            : "the type");
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      return JSON.missingNode();
    }
  }

  private String kotlin() {
    boolean isKotlin =
        Arrays.stream(parameter.getType().getAnnotations())
            .map(Annotation::annotationType)
            .anyMatch(type -> type.getName().equals("kotlin.Metadata"));
    return isKotlin ? "; add com.fasterxml.jackson.module:jackson-module-kotlin to the tests" : "";
  }

  private ParameterResolutionException refused(String reason) {
    return new ParameterResolutionException(
        "@FromSecret(\"%s\") %s of %s#%s can't be resolved: %s"
            .formatted(
                secret,
                parameter.getType().getSimpleName(),
                Declared.nameOf(parameter.getDeclaringExecutable().getDeclaringClass()),
                parameter.getDeclaringExecutable().getName(),
                reason));
  }
}
