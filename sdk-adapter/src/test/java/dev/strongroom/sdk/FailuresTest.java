package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** A refusal reaches the application as from the SDK's own client (WIRE-4, WIRE-5, WIRE-11). */
class FailuresTest {

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final SecretsManagerClient client = Clients.of(aws).secretsManager();

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyErrorIsWhatTheSdksOwnClientMakesOfIt(ErrorCode code) {
    var body = "{\"__type\":\"%s\",\"Message\":\"the text\"}".formatted(code.wireName());
    var expected = refusal(RealClient.answering(code.httpStatus(), "id-1", body));

    var actual =
        Failures.of(SecretsManagerClient.class).from(code.error("the text").answering("id-1"));

    assertThat(actual).isExactlyInstanceOf(expected.getClass()).hasMessage(expected.getMessage());
    assertThat(actual.statusCode()).isEqualTo(expected.statusCode());
    assertThat(actual.requestId()).isEqualTo(expected.requestId());
    assertThat(actual.extendedRequestId()).isEqualTo(expected.extendedRequestId());
    assertThat(actual.isThrottlingException()).isEqualTo(expected.isThrottlingException());
    assertThat(actual.isClockSkewException()).isEqualTo(expected.isClockSkewException());
    assertThat(actual.retryable()).isEqualTo(expected.retryable());
    var details = actual.awsErrorDetails();
    assertThat(details.errorCode()).isEqualTo(expected.awsErrorDetails().errorCode());
    assertThat(details.errorMessage()).isEqualTo(expected.awsErrorDetails().errorMessage());
    assertThat(details.serviceName()).isEqualTo(expected.awsErrorDetails().serviceName());
    assertThat(details.sdkHttpResponse().statusCode()).isEqualTo(expected.statusCode());
    assertThat(details.sdkHttpResponse().isSuccessful()).isFalse();
    assertThat(details.sdkHttpResponse().firstMatchingHeader("x-amzn-RequestId")).contains("id-1");
  }

  @Test
  void anUnknownSecretIsAResourceNotFoundException() {
    var refusal = refusal(client);

    assertThat(refusal)
        .isInstanceOf(ResourceNotFoundException.class)
        .hasNoCause()
        .hasMessageStartingWith(
            "Secrets Manager can't find the specified secret. (Service: SecretsManager, Status Code:"
                + " 400, Request ID: "
                + refusal.requestId()
                + ")");
    assertThat(refusal.requestId()).isEqualTo(aws.audit().last().requestId());
  }

  /** The classes by name, since a class can be missing in the one and in the other alike. */
  @ParameterizedTest(name = "WIRE-11: {0} is a {1}")
  @CsvSource({
    "ACCESS_DENIED,          SecretsManagerException",
    "DECRYPTION_FAILURE,     DecryptionFailureException",
    "ENCRYPTION_FAILURE,     EncryptionFailureException",
    "INTERNAL_SERVICE_ERROR, InternalServiceErrorException",
    "INVALID_NEXT_TOKEN,     InvalidNextTokenException",
    "INVALID_PARAMETER,      InvalidParameterException",
    "INVALID_REQUEST,        InvalidRequestException",
    "LIMIT_EXCEEDED,         LimitExceededException",
    "RESOURCE_EXISTS,        ResourceExistsException",
    "RESOURCE_NOT_FOUND,     ResourceNotFoundException",
    "THROTTLING,             SecretsManagerException",
    "VALIDATION,             SecretsManagerException",
  })
  void modelledErrorsHaveTheirClassAndOthersTheGeneralOne(ErrorCode code, String exception) {
    var actual =
        Failures.of(SecretsManagerClient.class).from(code.error("the text").answering("id-1"));

    assertThat(actual.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(actual).isInstanceOf(SecretsManagerException.class);
    assertThat(actual.isThrottlingException()).isEqualTo(code == ErrorCode.THROTTLING);
  }

  private static AwsServiceException refusal(SecretsManagerClient client) {
    return catchThrowableOfType(
        AwsServiceException.class, () -> client.getSecretValue(r -> r.secretId("a")));
  }
}
