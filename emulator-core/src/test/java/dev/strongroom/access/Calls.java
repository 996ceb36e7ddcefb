package dev.strongroom.access;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.iam.Access;
import org.jspecify.annotations.Nullable;

/** Requests of any operation, made by anybody, and what became of them. */
final class Calls {

  private final SecretsEmulator aws;

  Calls(SecretsEmulator aws) {
    this.aws = aws;
  }

  /** The refusal; null if the call succeeds. */
  @Nullable ServiceError refusal(Caller caller, Request<?> request) {
    try {
      execute(caller, request);
      return null;
    } catch (ServiceError refusal) {
      return refusal;
    }
  }

  /** The refusal's text; {@code "succeeds"} if there is none. */
  String outcome(Caller caller, Request<?> request) {
    var refusal = refusal(caller, request);
    return refusal == null ? "succeeds" : refusal.text();
  }

  /** Whether the caller has the permission, whatever else may stand against the call. */
  boolean isPermitted(Caller caller, Request<?> request) {
    var refusal = refusal(caller, request);
    return refusal == null || refusal.code() != ErrorCode.ACCESS_DENIED;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // one request of any operation
  Object execute(Caller caller, Request<?> request) {
    return aws.execute(caller, (Request) request).result();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  Access explain(Caller caller, Request<?> request) {
    return aws.explain(caller, (Request) request);
  }
}
