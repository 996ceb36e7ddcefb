package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import java.lang.reflect.Parameter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** A parameter with {@link FromSecret}; what it refuses, it refuses without quoting the value. */
record SecretParameter(String secret, Parameter parameter) {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Reads from a fork, so that the read leaves no trace. */
  Object value(SecretsEmulator emulator) {
    try (var copy = emulator.fork()) {
      var read =
          copy.execute(copy.administrator(), new GetSecretValue(secret, null, null)).result();
      if (read.secretString() != null) {
        return fromText(read.secretString().text());
      }
      if (read.secretBinary() != null && parameter.getType() == byte[].class) {
        return read.secretBinary().bytes();
      }
      throw refused("the secret is binary: take it as byte[]");
    } catch (ServiceError refusal) {
      throw refused(
          refusal.text().replaceAll("([^.])$", "$1.")
              + " Add @Secret, or put it in before this method is called");
    }
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
    } catch (JsonMappingException otherShape) {
      throw refused(
          "its JSON does not fit the type at '%s': correct the type or the secret"
              .formatted(
                  otherShape.getPath().stream()
                      .map(part -> String.valueOf(part.getFieldName()))
                      .collect(Collectors.joining("."))));
    } catch (JsonProcessingException malformed) {
      throw refused("the secret is no JSON: take it as String");
    }
  }

  private ParameterResolutionException refused(String reason) {
    return new ParameterResolutionException(
        "@FromSecret(\"%s\") %s of %s#%s can't be given: %s"
            .formatted(
                secret,
                parameter.getType().getSimpleName(),
                Declared.nameOf(parameter.getDeclaringExecutable().getDeclaringClass()),
                parameter.getDeclaringExecutable().getName(),
                reason));
  }
}
