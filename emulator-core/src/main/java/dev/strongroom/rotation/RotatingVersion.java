package dev.strongroom.rotation;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The version that a rotation makes, as its function sees it through the service. */
final class RotatingVersion {

  private static final String CURRENT = "AWSCURRENT";
  private static final String PENDING = "AWSPENDING";
  private static final String PREVIOUS = "AWSPREVIOUS";

  private final ServiceClient service;
  private final String secretId;
  private final String token;
  private final SecretValue rotationToken;

  RotatingVersion(ServiceClient service, RotationEvent event) {
    this.service = service;
    this.secretId = event.secretId();
    this.token = event.clientRequestToken();
    this.rotationToken = SecretValue.ofText(event.rotationToken());
  }

  /**
   * Whether something is left to do; a version that can't be rotated is refused (ROT-20).
   *
   * @param silenceMeansEnabled whether a secret whose rotation was never configured will do
   */
  boolean isUnfinished(boolean silenceMeansEnabled) {
    var described = service.call(new DescribeSecret(secretId));
    var enabled = described.rotationEnabled();
    if (enabled == null ? !silenceMeansEnabled : !enabled) {
      throw new IllegalStateException("Secret %s is not enabled for rotation".formatted(secretId));
    }
    var stages = stages(described).get(token);
    if (stages == null) {
      throw new IllegalStateException(
          "Secret version %s has no stage for rotation of secret %s.".formatted(token, secretId));
    }
    if (stages.contains(CURRENT)) {
      return false;
    }
    if (!stages.contains(PENDING)) {
      throw new IllegalStateException(
          "Secret version %s not set as AWSPENDING for rotation of secret %s."
              .formatted(token, secretId));
    }
    return true;
  }

  private static Map<String, List<String>> stages(DescribeSecret.Result described) {
    var stages = described.versionIdsToStages();
    return stages == null ? Map.of() : stages;
  }

  String current() {
    return currentOf(secretId);
  }

  /** The current value of another secret. */
  String currentOf(String otherSecretId) {
    return text(GetSecretValue.of(otherSecretId).withVersionStage(CURRENT));
  }

  /** The previous value; null if there is none. */
  @Nullable String previous() {
    return textIfFound(GetSecretValue.of(secretId).withVersionStage(PREVIOUS));
  }

  String pending() {
    return text(new GetSecretValue(secretId, token, PENDING));
  }

  /** The value that an earlier attempt stored, if one did. */
  @Nullable String pendingIfStored() {
    return textIfFound(new GetSecretValue(secretId, token, PENDING));
  }

  private @Nullable String textIfFound(GetSecretValue read) {
    try {
      return text(read);
    } catch (ServiceError refusal) {
      if (refusal.code() == ErrorCode.RESOURCE_NOT_FOUND) {
        return null;
      }
      throw refusal;
    }
  }

  private String text(GetSecretValue read) {
    var value = service.call(read).secretString();
    if (value == null) {
      throw new IllegalArgumentException(
          "Secret %s has no SecretString to rotate: it is binary".formatted(read.secretId()));
    }
    return value.text();
  }

  String draw(NewPassword password) {
    return service.call(password.request()).randomPassword().text();
  }

  /** Fills the version (ROT-19, ROT-21). */
  void store(String value) {
    service.call(
        PutSecretValue.of(secretId, token)
            .withSecretString(SecretValue.ofText(value))
            .withVersionStages(List.of(PENDING))
            .withRotationToken(rotationToken));
  }

  /** Makes this version the current one, if it isn't (ROT-23). */
  void makeCurrent() {
    var holder =
        stages(service.call(new DescribeSecret(secretId))).entrySet().stream()
            .filter(version -> version.getValue().contains(CURRENT))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
    if (!token.equals(holder)) {
      service.call(new UpdateSecretVersionStage(secretId, CURRENT, holder, token));
    }
  }
}
