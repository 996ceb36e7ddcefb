package dev.strongroom.samples.app;

import static dev.strongroom.assertj.StrongroomAssertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.audit.Event;
import dev.strongroom.junit.MaxCalls;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.wire.CloudTrail;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The examples of {@code docs/guides/audit.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
class AuditGuideTest {

  @Test
  void applicationReadsItsSecretOnce(SecretsEmulator aws, SecretsManagerClient secrets) {
    new Checkout(secrets).password();

    assertThat(aws.audit().of("GetSecretValue").on("prod/db")).hasSize(1);
    assertThat(aws.audit().failed()).isEmpty();
  }

  @Test
  void assertionsReadLikeSentences(SecretsEmulator aws, SecretsManagerClient secrets) {
    secrets.putSecretValue(
        r -> r.secretId("prod/db").secretString("two").versionStages("AWSPENDING"));

    assertThat(aws).secret("prod/db").hasPendingVersion().hasJsonValue("password", "one");
    assertThat(aws).recorded("PutSecretValue").on("prod/db").succeeded().once();
    assertThat(aws).recorded("GetSecretValue").never();
  }

  @Test
  @MaxCalls(value = 1, of = "GetSecretValue")
  void readsAreCached(SecretsManagerClient secrets) {
    new Checkout(secrets).password();
  }

  @Test
  void cloudTrailHasTheCallWithoutTheValue(SecretsManagerClient secrets, SecretsEmulator aws) {
    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("battery-staple"));

    assertThat(CloudTrail.json(aws.audit()))
        .contains("PutSecretValue")
        .doesNotContain("battery-staple");
  }

  @Test
  void listenerHearsOfALabelThatMoves(SecretsManagerClient secrets, SecretsEmulator aws) {
    var types = new ArrayList<String>();
    try (var subscription = aws.onEvent(event -> types.add(event.detailType()))) {
      secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));

      assertThat(subscription).isNotNull();
    }

    assertThat(types).contains(Event.LABEL_UPDATED);
  }
}
