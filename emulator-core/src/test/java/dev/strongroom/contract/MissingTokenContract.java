package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls without a ClientRequestToken, which only a door that adds none can send. */
public abstract class MissingTokenContract extends Contract {

  static List<Request<?>> withoutToken() {
    return withoutTokenOn("nowhere");
  }

  static List<Request<?>> withoutTokenAndBadName() {
    return withoutTokenOn("bad name");
  }

  private static List<Request<?>> withoutTokenOn(String secretId) {
    var text = SecretValue.ofText("one");
    return List.of(
        CreateSecret.of(secretId, null).withSecretString(text),
        PutSecretValue.of(secretId, null).withSecretString(text),
        UpdateSecret.of(secretId, null).withSecretString(text));
  }

  @ParameterizedTest(name = "IDEM-2, ORD-1: {0}")
  @MethodSource("withoutToken")
  void tokenIsMissedBeforeTheSecret(Request<?> request) {
    refused(
        INVALID_REQUEST,
        "You must provide a ClientRequestToken value. We recommend a UUID-type value.",
        () -> secrets.call(request));
  }

  @Test
  @DisplayName("ROT-3: of RotateSecret the same text is another error")
  void rotationMissesItsToken() {
    refused(
        INVALID_PARAMETER,
        "You must provide a ClientRequestToken value. We recommend a UUID-type value.",
        () -> secrets.call(RotateSecret.of("nowhere", null)));
  }

  @ParameterizedTest(name = "ORD-6: {0}")
  @MethodSource("withoutTokenAndBadName")
  void nameIsCheckedBeforeTheToken(Request<?> request) {
    refused(VALIDATION, INVALID_NAME, () -> secrets.call(request));
  }
}
