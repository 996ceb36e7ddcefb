package dev.strongroom.contract;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.util.List;
import java.util.stream.Stream;

/** One plain request of every operation, for tests that go through all of them. */
public final class Requests {

  private Requests() {}

  /** All operations; those that write a value write the given one, with tokens of their own. */
  public static List<Request<?>> all(String secretId, String value) {
    var text = SecretValue.ofText(value);
    return List.of(
        BatchGetSecretValue.of(List.of(secretId)),
        new CancelRotateSecret(secretId),
        CreateSecret.of(secretId, Secrets.token(101)).withSecretString(text),
        DeleteSecret.of(secretId),
        new DescribeSecret(secretId),
        GetRandomPassword.byDefault(),
        GetSecretValue.of(secretId),
        ListSecretVersionIds.of(secretId),
        ListSecrets.all(),
        PutSecretValue.of(secretId, Secrets.token(102)).withSecretString(text),
        new RestoreSecret(secretId),
        RotateSecret.of(secretId, Secrets.token(104)),
        new TagResource(secretId, List.of(new Tag("key", "value"))),
        new UntagResource(secretId, List.of("key")),
        UpdateSecret.of(secretId, Secrets.token(103)).withSecretString(text),
        UpdateSecretVersionStage.of(secretId, "label").withMoveToVersionId(Secrets.token(1)));
  }

  /** The request of one operation. */
  public static Request<?> of(String operation, String secretId) {
    return all(secretId, "value").stream()
        .filter(request -> request.operation().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  /** The operations whose request has a SecretId. */
  public static Stream<Request<?>> onOneSecret(String secretId) {
    return all(secretId, "value").stream()
        .filter(
            request ->
                Stream.of(request.getClass().getRecordComponents())
                    .anyMatch(component -> component.getName().equals("secretId")));
  }
}
