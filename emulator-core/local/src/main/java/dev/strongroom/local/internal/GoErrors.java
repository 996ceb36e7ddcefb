package dev.strongroom.local.internal;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import java.util.Set;

/** Errors of AWS as the SDK for Go prints them, in which ECS's agent and the CSI provider are. */
public final class GoErrors {

  /** Errors that Go's SDK knows by a type of their own; it writes others as an "api error". */
  private static final Set<ErrorCode> MODELLED =
      Set.of(
          ErrorCode.DECRYPTION_FAILURE,
          ErrorCode.INTERNAL_SERVICE_ERROR,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.RESOURCE_NOT_FOUND);

  private GoErrors() {}

  /** Returns the text of an error that answered an operation of a service. */
  public static String text(String service, String operation, ServiceError error) {
    return "operation error %s: %s, https response error StatusCode: %d, RequestID: %s, %s%s: %s"
        .formatted(
            service,
            operation,
            error.code().httpStatus(),
            error.requestId(),
            MODELLED.contains(error.code()) ? "" : "api error ",
            error.code().wireName(),
            error.text());
  }
}
