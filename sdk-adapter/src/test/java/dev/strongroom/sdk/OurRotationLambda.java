package dev.strongroom.sdk;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SecretsManagerRotationEvent;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** A rotation handler as users of AWS write it after AWS's template; it knows no emulator. */
public final class OurRotationLambda implements RequestHandler<SecretsManagerRotationEvent, Void> {

  private final SecretsManagerClient secrets;
  private final OurDatabase database;

  /** As it runs on Lambda, whose environment has Region and credentials. */
  OurRotationLambda(OurDatabase database) {
    this(SecretsManagerClient.create(), database);
  }

  OurRotationLambda(SecretsManagerClient secrets, OurDatabase database) {
    this.secrets = secrets;
    this.database = database;
  }

  @Override
  public Void handleRequest(SecretsManagerRotationEvent event, Context context) {
    context.getLogger().log(event.getStep() + " of " + event.getSecretId());
    if (!isUnfinished(event)) {
      return null;
    }
    switch (event.getStep()) {
      case "createSecret" -> createSecret(event);
      case "setSecret" -> setSecret(event);
      case "testSecret" -> testSecret(event);
      case "finishSecret" -> finishSecret(event);
      default -> throw new IllegalArgumentException("Invalid step parameter " + event.getStep());
    }
    return null;
  }

  private boolean isUnfinished(SecretsManagerRotationEvent event) {
    var secret = secrets.describeSecret(r -> r.secretId(event.getSecretId()));
    if (!Boolean.TRUE.equals(secret.rotationEnabled())) {
      throw new IllegalStateException(
          "Secret " + event.getSecretId() + " is not enabled for rotation");
    }
    var stages = secret.versionIdsToStages().get(event.getClientRequestToken());
    if (stages == null) {
      throw new IllegalStateException(
          "Secret version %s has no stage for rotation of secret %s."
              .formatted(event.getClientRequestToken(), event.getSecretId()));
    }
    if (stages.contains("AWSCURRENT")) {
      return false;
    }
    if (!stages.contains("AWSPENDING")) {
      throw new IllegalStateException(
          "Secret version %s not set as AWSPENDING for rotation of secret %s."
              .formatted(event.getClientRequestToken(), event.getSecretId()));
    }
    return true;
  }

  private void createSecret(SecretsManagerRotationEvent event) {
    read(event.getSecretId(), null, "AWSCURRENT");
    try {
      pending(event);
    } catch (ResourceNotFoundException notYetStored) {
      var password = secrets.getRandomPassword(r -> r.excludePunctuation(true)).randomPassword();
      secrets.putSecretValue(
          r ->
              r.secretId(event.getSecretId())
                  .clientRequestToken(event.getClientRequestToken())
                  .secretString(password)
                  .versionStages("AWSPENDING")
                  .rotationToken(event.getRotationToken()));
    }
  }

  private void setSecret(SecretsManagerRotationEvent event) {
    var pending = pending(event);
    if (database.accepts(pending)) {
      return;
    }
    if (!database.accepts(read(event.getSecretId(), null, "AWSCURRENT"))) {
      throw new IllegalStateException(
          "Unable to log into database with current or pending secret of secret arn "
              + event.getSecretId());
    }
    database.alterUser(pending);
  }

  private void testSecret(SecretsManagerRotationEvent event) {
    if (!database.accepts(pending(event))) {
      throw new IllegalStateException(
          "Unable to log into database with pending secret of secret ARN " + event.getSecretId());
    }
  }

  private void finishSecret(SecretsManagerRotationEvent event) {
    var current =
        secrets
            .describeSecret(r -> r.secretId(event.getSecretId()))
            .versionIdsToStages()
            .entrySet()
            .stream()
            .filter(version -> version.getValue().contains("AWSCURRENT"))
            .map(Map.Entry<String, List<String>>::getKey)
            .findFirst()
            .orElseThrow();
    secrets.updateSecretVersionStage(
        r ->
            r.secretId(event.getSecretId())
                .versionStage("AWSCURRENT")
                .moveToVersionId(event.getClientRequestToken())
                .removeFromVersionId(current));
  }

  private String pending(SecretsManagerRotationEvent event) {
    return read(event.getSecretId(), event.getClientRequestToken(), "AWSPENDING");
  }

  private String read(String secretId, String versionId, String stage) {
    return secrets
        .getSecretValue(r -> r.secretId(secretId).versionId(versionId).versionStage(stage))
        .secretString();
  }
}
