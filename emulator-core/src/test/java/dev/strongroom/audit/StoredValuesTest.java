package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.contract.Secrets;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.rotation.Database;
import dev.strongroom.rotation.SingleUser;
import dev.strongroom.seed.Seed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a detector of leaks has to know: each value that there is or was. */
class StoredValuesTest {

  private static final String DENIED =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}
      """;

  private final SecretsEmulator aws =
      SecretsEmulator.builder().secret(Seed.secret("a").string("one")).build();

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.execute(aws.administrator(), request).result();
  }

  private void create(String name, String key, String value) {
    call(
        CreateSecret.of(name, Secrets.token(1))
            .withKmsKeyId(key)
            .withSecretString(SecretValue.ofText(value)));
  }

  private void put(String name, int token, String value, String... labels) {
    call(
        PutSecretValue.of(name, Secrets.token(token))
            .withSecretString(SecretValue.ofText(value))
            .withVersionStages(labels.length == 0 ? null : List.of(labels)));
  }

  private List<String> texts() {
    return aws.values().stream().map(stored -> stored.value().text()).toList();
  }

  @Test
  void beginsWithAllVersionsThatAreStored() {
    put("a", 2, "two");
    put("a", 3, "three");

    assertThat(texts()).containsExactly("one", "two", "three");
  }

  @Test
  void goesOnWithWhatIsStoredLater() {
    assertThat(texts()).containsExactly("one");

    put("a", 2, "two");

    assertThat(aws.values())
        .last()
        .satisfies(
            stored -> {
              assertThat(stored.secretArn()).contains(":secret:a-");
              assertThat(stored.secretName()).isEqualTo("a");
              assertThat(stored.versionId()).isEqualTo(Secrets.token(2));
              assertThat(stored.value()).isEqualTo(SecretValue.ofText("two"));
              assertThat(stored.toString()).doesNotContain("two");
            });
  }

  @Test
  void knowsWhatCameAndWent() {
    aws.values();

    create("b", null, "two");
    call(DeleteSecret.of("b").withForceDeleteWithoutRecovery(true));

    assertThat(texts()).containsExactly("one", "two");
  }

  @Test
  void keepsNothingBeforeItIsAsked() {
    create("b", null, "two");
    call(DeleteSecret.of("b").withForceDeleteWithoutRecovery(true));

    assertThat(texts()).containsExactly("one");
  }

  @Test
  void asksNeitherPoliciesNorTheStateOfKeys() {
    call(PutResourcePolicy.of("a", DENIED));
    var key = call(CreateKey.DEFAULT);
    create("b", key.keyMetadata().keyId(), "two");
    call(new DisableKey(key.keyMetadata().keyId()));
    int recorded = aws.audit().size();

    assertThat(texts()).containsExactly("one", "two");

    assertThat(aws.audit().size()).isEqualTo(recorded);
  }

  @Test
  void knowsWhatAWriteFailedToStore() {
    var labels = IntStream.range(0, 20).mapToObj(i -> "label" + i).toArray(String[]::new);
    aws.values();

    assertThatThrownBy(() -> put("a", 2, "two", labels)) // 21 with AWSCURRENT
        .isInstanceOf(ServiceError.class);

    assertThat(texts()).containsExactly("one", "two");
  }

  @Test
  void knowsWhatRotationsStore() {
    create("b", null, Database.secret("app", "hunter2-one"));
    var rotation = aws.rotation("b").with(new SingleUser(new Database("app", "hunter2-one")));
    rotation.failAt(RotationStep.TEST_SECRET).before(How.WRONG_VALUE);
    int before = aws.values().size();

    call(RotateSecret.of("b", Secrets.token(2)).withRotationLambdaARN(rotation.lambdaArn()));

    assertThat(aws.values().subList(before, aws.values().size()))
        .hasSizeGreaterThanOrEqualTo(2) // the function's, and the wrong one
        .allMatch(stored -> stored.versionId().equals(Secrets.token(2)));
  }

  @Test
  void knowsReplicas() {
    call(ReplicateSecretToRegions.of("a", List.of(ReplicaRegion.of("eu-west-1"))));

    assertThat(texts()).containsExactly("one", "one");
  }

  @Test
  void knowsWhatComesBackWithASnapshot() {
    create("b", null, "two");
    var snapshot = aws.snapshot();
    call(DeleteSecret.of("b").withForceDeleteWithoutRecovery(true));
    assertThat(texts()).containsExactly("one");

    aws.restore(snapshot);

    assertThat(texts()).contains("two");
  }

  @Test
  void canStillBeAskedOnceTheEmulatorIsClosed() {
    aws.values();
    aws.close();

    assertThat(texts()).containsExactly("one");
  }
}
