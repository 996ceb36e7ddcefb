package dev.strongroom.sdk;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.ConnectionFailure;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Refusals as the SDK's own client of a service throws them. */
final class Failures {

  private static final ClassValue<Failures> BY_CLIENT =
      new ClassValue<>() {
        @Override
        protected Failures computeValue(Class<?> client) {
          return new Failures(client);
        }
      };

  /** Missing in older versions of the SDK, which have no attempts either. */
  private static final @Nullable Method NUM_ATTEMPTS =
      Arrays.stream(SdkException.Builder.class.getMethods())
          .filter(method -> method.getName().equals("numAttempts"))
          .filter(method -> method.getParameterCount() == 1)
          .findAny()
          .orElse(null);

  private final String service;
  private final boolean speaksQuery;
  private final Supplier<AwsServiceException.Builder> general;
  private final Map<ErrorCode, Supplier<AwsServiceException.Builder>> modelled =
      new EnumMap<>(ErrorCode.class);

  private Failures(Class<?> client) {
    service = client.getSimpleName().replaceFirst("(Async)?Client$", "");
    speaksQuery = service.equals("Sts");
    general = builder(Objects.requireNonNull(exception(client, service + "Exception")));
    for (var code : ErrorCode.values()) {
      var name = name(code).replaceFirst("(Exception)?$", "Exception");
      var exception = exception(client, name.replaceFirst("^KMS", "Kms")); // KMS-10
      boolean isOfAnother = // as Parameter Store's InvalidNextToken
          !name.equals(name(code))
              && Arrays.stream(ErrorCode.values()).anyMatch(other -> name(other).equals(name));
      if (exception != null && !isOfAnother) {
        modelled.put(code, builder(exception));
      }
    }
  }

  /** The failures of the service that an interface of the SDK is a client of. */
  static Failures of(Class<?> client) {
    return BY_CLIENT.get(client);
  }

  /**
   * The exception after one attempt, which is the truth. A modelled error has a class of its own,
   * the others are of the service's general one (WIRE-11).
   */
  AwsServiceException from(ServiceError refusal) {
    var code = refusal.code();
    var requestId = String.valueOf(refusal.requestId());
    var text = refusal.text().isEmpty() ? null : refusal.text(); // KR-1
    var builder = modelled.getOrDefault(code, general).get();
    builder
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(name(code))
                .errorMessage(text)
                .sdkHttpResponse(Operation.http(status(code), requestId))
                .build())
        .message(text)
        .requestId(requestId)
        .statusCode(status(code));
    tellOneAttempt(builder);
    return builder.build();
  }

  private String name(ErrorCode code) {
    return speaksQuery ? code.queryName() : code.wireName();
  }

  private int status(ErrorCode code) {
    return speaksQuery ? code.queryStatus() : code.httpStatus();
  }

  /** What the SDK makes of an exception of its HTTP client, after one attempt. */
  static SdkClientException from(ConnectionFailure failure) {
    var cause = LostConnection.of(failure);
    var builder =
        SdkClientException.builder()
            .message("Unable to execute HTTP request: " + cause.getMessage())
            .cause(cause);
    tellOneAttempt(builder);
    return builder.build();
  }

  private static void tellOneAttempt(SdkException.Builder builder) {
    if (NUM_ATTEMPTS == null) {
      return;
    }
    try {
      NUM_ATTEMPTS.invoke(builder, 1);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static @Nullable Class<?> exception(Class<?> client, String name) {
    return Handles.find(client.getPackageName() + ".model." + name, client.getClassLoader());
  }

  private static Supplier<AwsServiceException.Builder> builder(Class<?> exception) {
    return Handles.builder(exception, AwsServiceException.Builder.class);
  }
}
