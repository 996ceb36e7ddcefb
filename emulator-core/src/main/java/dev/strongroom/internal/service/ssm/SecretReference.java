package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.PARAMETER_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.service.ssm.api.Parameter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A secret, read through its reference with the caller's permissions (SSM-1). */
final class SecretReference {

  private static final int SHORTEST_VERSION_ID = 32;

  /** E.g. {@code Oct 14, 2021, 10:18:47 AM}. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private SecretReference() {}

  static void requireDecryption(boolean decrypted) {
    if (!decrypted) { // SSM-2
      throw VALIDATION.error(
          "WithDecryption flag must be True for retrieving a Secret Manager secret.");
    }
  }

  static Parameter read(ParameterName name, boolean decrypted, Call call) {
    requireDecryption(decrypted);
    try {
      return parameter(name, call.invoke(request(name)));
    } catch (ServiceError refusal) {
      throw failure(name, refusal);
    }
  }

  /** A selector as long as a version ID must be names a version, any other a label (SSM-28). */
  private static GetSecretValue request(ParameterName name) {
    var secret = GetSecretValue.of(name.path().substring(ParameterName.REFERENCES.length()));
    var version = name.version();
    if (version == null) {
      return secret;
    }
    return version.length() >= SHORTEST_VERSION_ID
        ? secret.withVersionId(version)
        : secret.withVersionStage(version);
  }

  private static ServiceError failure(ParameterName name, ServiceError refusal) { // SSM-3
    if (refusal.code() == RESOURCE_NOT_FOUND) {
      return PARAMETER_NOT_FOUND.error(
          "An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret "
              + name.path().substring(1)
              + name.selector() // "null" if there is none, as AWS prints it
              + " not found.");
    }
    return refusal.code() == INVALID_REQUEST
        ? VALIDATION.error("Invalid Request to Secrets Manager")
        : refusal;
  }

  private static Parameter parameter(ParameterName name, GetSecretValue.Result secret) {
    return new Parameter(
        name.path(),
        ParameterVersion.SECURE,
        secret.secretString(),
        0,
        name.selector(),
        SecretValue.ofText(sourceResult(secret)),
        secret.createdDate(),
        secret.arn(),
        null);
  }

  private static String sourceResult(GetSecretValue.Result secret) {
    var text = secret.secretString();
    var stages = Objects.requireNonNullElse(secret.versionStages(), List.<String>of());
    return "{\"ARN\":%s,\"name\":%s,\"versionId\":%s%s,\"versionStages\":%s,\"createdDate\":%s}"
        .formatted(
            quoted(secret.arn()),
            quoted(secret.name()),
            quoted(secret.versionId()),
            text == null ? "" : ",\"secretString\":" + quoted(text.text()),
            stages.stream().map(SecretReference::quoted).collect(Collectors.joining(",", "[", "]")),
            quoted(DATE.format(secret.createdDate())));
  }

  private static String quoted(String text) {
    return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
