package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The keys of replicas. */
public abstract class ReplicationKeysContract extends ReplicationFixture {

  @Test
  @DisplayName("REP-7: every replica is under the key of its own Region")
  void everyRegionHasItsOwnKey() {
    var home = keyIn(HOME, "alias/home");
    var there = keyIn(AWAY, "alias/there");
    secrets.call(
        CreateSecret.of("a", token(1))
            .withKmsKeyId("alias/home")
            .withSecretString(SecretValue.ofText("one")));

    var answer =
        replicate("a", false, new ReplicaRegion(AWAY, "alias/there"), ReplicaRegion.of(FAR));

    assertThat(answer).containsExactly(inSync(AWAY, "alias/there"), inSync(FAR, DEFAULT_KEY));
    assertThat(away.describe("a").kmsKeyId()).isEqualTo("alias/there");
    assertThat(far.describe("a").kmsKeyId()).isNull();
    assertThat(secrets.versions("a").get(0).kmsKeyIds()).containsExactly(home);
    assertThat(away.versions("a").get(0).kmsKeyIds()).containsExactly(there);
    assertThat(far.versions("a").get(0).kmsKeyIds()).containsExactly("DefaultEncryptionKey");
  }

  @Test
  @DisplayName(
      "REP-7: a replica can be read while the primary's key can't be used, and the reverse")
  void keysFailByThemselves() {
    var home = keyIn(HOME, "alias/home");
    var there = keyIn(AWAY, "alias/there");
    secrets.call(
        CreateSecret.of("a", token(1))
            .withKmsKeyId("alias/home")
            .withSecretString(SecretValue.ofText("one")));
    replicate("a", false, new ReplicaRegion(AWAY, "alias/there"));

    disable(home);
    assertThat(away.get("a")).isEqualTo("one");
    refusal(aws, ErrorCode.DECRYPTION_FAILURE, () -> secrets.get("a"));

    enable(home);
    disable(there);
    assertThat(secrets.get("a")).isEqualTo("one");
    refusal(aws, ErrorCode.DECRYPTION_FAILURE, () -> away.get("a"));
  }

  @Test
  @DisplayName("REP-7: another key of the primary is the primary's only")
  void keyIsNotReplicated() {
    create("a", "one", AWAY);
    keyIn(HOME, "alias/home");

    secrets.call(UpdateSecret.of("a", token(2)).withKmsKeyId("alias/home"));

    assertThat(away.describe("a").kmsKeyId()).isNull();
    assertThat(away.versions("a").get(0).kmsKeyIds()).containsExactly("DefaultEncryptionKey");
    assertThat(status("a")).containsExactly(inSync(AWAY, DEFAULT_KEY));
  }

  @Test
  @DisplayName("REP-9: a replica's key can be changed in its Region, and nothing else with it")
  void replicasKeyCanBeChanged() {
    create("a", "one", AWAY);
    var there = keyIn(AWAY, "alias/there");

    away.call(UpdateSecret.of("a", token(2)).withKmsKeyId("alias/there"));

    assertThat(away.describe("a").kmsKeyId()).isEqualTo("alias/there");
    assertThat(away.versions("a").get(0).kmsKeyIds()).contains(there);
    assertThat(status("a")).containsExactly(inSync(AWAY, "alias/there"));
    secrets.put("a", token(3), "three");
    assertThat(away.get("a")).isEqualTo("three");
    assertThat(away.versions("a").get(0).kmsKeyIds()).containsExactly(there);
    refused(
        INVALID_PARAMETER,
        READ_ONLY,
        () ->
            away.call(
                UpdateSecret.of("a", token(4))
                    .withKmsKeyId(DEFAULT_KEY)
                    .withSecretString(SecretValue.ofText("four"))));
  }
}
