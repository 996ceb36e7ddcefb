package dev.strongroom.rotation;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A rotation function that goes about it as AWS's single-user templates do (ROT-20 to ROT-23). */
public final class SingleUser implements RotationFunction {

  private final Database database;

  /** The passwords that it makes are {@code new}, {@code new2}, {@code new3}, and so on. */
  private final List<String> made = new ArrayList<>();

  public SingleUser(Database database) {
    this.database = database;
  }

  @Override
  public void rotate(RotationEvent event, ServiceClient service) {
    var id = event.secretId();
    var token = event.clientRequestToken();
    var secret = service.call(new DescribeSecret(id));
    if (!Boolean.TRUE.equals(secret.rotationEnabled())) { // ROT-20
      throw new IllegalStateException("Secret %s is not enabled for rotation".formatted(id));
    }
    var stages = secret.versionIdsToStages();
    if (!stages.containsKey(token)) {
      throw new IllegalStateException(
          "Secret version %s has no stage for rotation of secret %s.".formatted(token, id));
    }
    if (stages.get(token).contains("AWSCURRENT")) {
      return;
    }
    if (!stages.get(token).contains("AWSPENDING")) {
      throw new IllegalStateException(
          "Secret version %s not set as AWSPENDING for rotation of secret %s."
              .formatted(token, id));
    }
    switch (event.step()) {
      case CREATE_SECRET -> create(id, token, service);
      case SET_SECRET -> set(id, token, service);
      case TEST_SECRET -> test(id, token, service);
      case FINISH_SECRET -> finish(id, token, stages, service);
    }
  }

  private void create(String id, String token, ServiceClient service) { // ROT-21
    var current = value(id, null, "AWSCURRENT", service);
    if (values(id, token, "AWSPENDING", service).findAny().isPresent()) {
      return;
    }
    made.add(made.isEmpty() ? "new" : "new" + (made.size() + 1));
    var next = Database.withPassword(current, made.get(made.size() - 1));
    service.call(
        PutSecretValue.of(id, token)
            .withSecretString(next)
            .withVersionStages(List.of("AWSPENDING")));
  }

  private void set(String id, String token, ServiceClient service) { // ROT-22
    var pending = value(id, token, "AWSPENDING", service);
    if (database.canLogIn(pending)) {
      return;
    }
    boolean opened =
        Stream.of("AWSCURRENT", "AWSPREVIOUS")
            .flatMap(stage -> values(id, null, stage, service))
            .anyMatch(database::canLogIn);
    if (!opened) {
      throw new IllegalStateException(
          "Unable to log into database with previous, current, or pending secret of secret arn "
              + id);
    }
    database.setPassword(pending);
  }

  private void test(String id, String token, ServiceClient service) { // ROT-23
    if (!database.canLogIn(value(id, token, "AWSPENDING", service))) {
      throw new IllegalStateException(
          "Unable to log into database with pending secret of secret ARN " + id);
    }
  }

  private static void finish(
      String id, String token, Map<String, List<String>> stages, ServiceClient service) {
    var current =
        stages.keySet().stream()
            .filter(version -> stages.get(version).contains("AWSCURRENT"))
            .findFirst()
            .orElseThrow();
    service.call(new UpdateSecretVersionStage(id, "AWSCURRENT", current, token));
  }

  private static SecretValue value(String id, String version, String stage, ServiceClient service) {
    return service.call(new GetSecretValue(id, version, stage)).secretString();
  }

  private static Stream<SecretValue> values(
      String id, String version, String stage, ServiceClient service) {
    try {
      return Stream.of(value(id, version, stage, service));
    } catch (ServiceError refusal) {
      if (refusal.code() != RESOURCE_NOT_FOUND) {
        throw refusal;
      }
      return Stream.empty();
    }
  }
}
