package dev.strongroom.samples.app;

import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatThrownBy;
import static dev.strongroom.assertj.StrongroomAssertions.tuple;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.junit.As;
import dev.strongroom.junit.FromSecret;
import dev.strongroom.junit.MaxCalls;
import dev.strongroom.junit.NoSecretLeaks;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerExtension;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.samples.app.Credentials.Login;
import dev.strongroom.sdk.Clients;
import dev.strongroom.seed.Seed;
import dev.strongroom.time.VirtualClock;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** The examples of the libraries' Javadoc, word for word. */
class JavadocExamplesTest {

  @Nested
  class OfSecretsManagerTest {

    @Nested
    @SecretsManagerTest
    @Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
    class CheckoutTest {

      @Test
      void connects(SecretsManagerClient secrets) {
        assertThat(new Checkout(secrets).ping()).isTrue();
      }
    }
  }

  @Nested
  class OfSecretsManagerExtension {

    @Nested
    class CheckoutTest {

      @RegisterExtension
      static final SecretsManagerExtension aws =
          SecretsManagerExtension.builder()
              .region("eu-central-1")
              .secret(Seed.secret("prod/db").json("{\"password\":\"one\"}"))
              .emulator(settings -> settings.frozenAt(Instant.parse("2026-01-01T00:00:00Z")))
              .build();

      @Test
      void connects(SecretsManagerClient secrets) {
        assertThat(new Checkout(secrets).ping()).isTrue();
      }
    }
  }

  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
  class OfSecretValue {

    private final OrdersDatabase database = new OrdersDatabase("app", "one");

    @AfterEach
    void stopDatabase() {
      database.close();
    }

    @Test
    void logsIn(@FromSecret("prod/db") Login login) {
      assertThat(database.logsIn(login.username(), login.password())).isTrue();
    }
  }

  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", string = "one")
  class OfAs {

    @Test
    @As(value = "role/checkout", allow = "secretsmanager:GetSecretValue")
    void mayOnlyRead(SecretsManagerClient secrets, @As("user/ann") SecretsManagerClient anns) {
      assertThat(new Checkout(secrets).ping()).isTrue();
      assertThatThrownBy(() -> secrets.deleteSecret(r -> r.secretId("prod/db")))
          .hasMessageContaining("is not authorized to perform: secretsmanager:DeleteSecret");
      assertThatThrownBy(() -> new Checkout(anns).ping()).hasMessageContaining("user/ann");
    }
  }

  @Nested
  @SecretsManagerTest
  @Secret(
      name = "prod/db",
      json = "{\"password\":\"one\"}",
      tags = {"team=payments", "stage=prod"})
  @Secret(name = "prod/partner-key", string = "k-123", description = "Key of the partner's API")
  @Secret(
      name = "prod/keystore",
      binary = {1, 2, 3})
  @Secret(name = "prod/not-yet") // exists, but has no value
  @Secret(name = "prod/certificate", file = "src/test/resources/server.pem", replicas = "eu-west-1")
  @Secret(name = "prod/card-data", string = "x", kmsKey = "alias/payments")
  @Secret(name = "prod/old", string = "x", scheduledForDeletion = true)
  class OfSecret {

    @Test
    void eachSecretIsWhatItsAnnotationSays(SecretsManagerClient secrets) {
      assertThat(secrets.listSecrets(r -> r.includePlannedDeletion(true)).secretList())
          .extracting(SecretListEntry::name, entry -> entry.deletedDate() != null)
          .containsExactlyInAnyOrder(
              tuple("prod/db", false),
              tuple("prod/partner-key", false),
              tuple("prod/keystore", false),
              tuple("prod/not-yet", false),
              tuple("prod/certificate", false),
              tuple("prod/card-data", false),
              tuple("prod/old", true));
      assertThat(secrets.describeSecret(r -> r.secretId("prod/db")).tags())
          .extracting(Tag::key, Tag::value)
          .containsExactlyInAnyOrder(tuple("team", "payments"), tuple("stage", "prod"));
      var key = secrets.describeSecret(r -> r.secretId("prod/partner-key"));
      assertThat(key.description()).isEqualTo("Key of the partner's API");
      var keystore = secrets.getSecretValue(r -> r.secretId("prod/keystore"));
      assertThat(keystore.secretBinary().asByteArray()).containsExactly(1, 2, 3);
      assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId("prod/not-yet")))
          .hasMessageContaining("can't find the specified secret value");
      var certificate = secrets.getSecretValue(r -> r.secretId("prod/certificate"));
      assertThat(certificate.secretString()).startsWith("-----BEGIN CERTIFICATE-----");
      assertThat(secrets.describeSecret(r -> r.secretId("prod/certificate")).replicationStatus())
          .extracting(replica -> replica.region())
          .containsExactly("eu-west-1");
      assertThat(secrets.describeSecret(r -> r.secretId("prod/card-data")).kmsKeyId())
          .isEqualTo("alias/payments");
    }
  }

  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", string = "one")
  class OfMaxCalls {

    @Test
    @MaxCalls(value = 2, of = "GetSecretValue")
    void readsTwice(SecretsManagerClient secrets) {
      var checkout = new Checkout(secrets);

      checkout.ping();
      checkout.ping();
    }
  }

  @Nested
  class OfNoSecretLeaks {

    @Nested
    @SecretsManagerTest
    @NoSecretLeaks(except = "username")
    @Secret(name = "prod/db", json = "{\"username\":\"checkout\",\"password\":\"correct horse\"}")
    class CheckoutTest {

      @Test
      void greetsItsUser(@FromSecret("prod/db") Login login) {
        System.out.println("Connecting as " + login.username());
      }
    }
  }

  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", json = "{\"password\":\"one\"}")
  class OfStrongroomAssertions {

    @Test
    void allHoldOfOneStory(SecretsEmulator aws) {
      var secrets = Clients.of(aws).real().secretsManager();
      secrets.putSecretValue(r -> r.secretId("prod/db").secretString("{\"password\":\"two\"}"));
      aws.faults().on("GetSecretValue").first(2).throttle();
      assertThat(new Checkout(secrets).ping()).isTrue();
      var arn = secrets.describeSecret(r -> r.secretId("prod/db")).arn();
      var partner = Clients.of(aws).as(aws.account("222222222222").role("app"));
      assertThatThrownBy(() -> partner.secretsManager().describeSecret(r -> r.secretId(arn)))
          .isInstanceOf(SecretsManagerException.class);

      assertThat(aws).secret("prod/db").hasNoPendingVersion().hasJsonValue("password", "two");
      assertThat(aws).recorded("GetSecretValue").failedWith("ThrottlingException").times(2);
      assertThat(aws).hasNoUnusedFault().hasNoPendingVersion().calledAtMost("GetSecretValue", 3);
      assertThat(aws.audit().last().access()).deniedBy(Layer.RESOURCE_POLICY);
    }
  }

  @Test
  void endpointServesWhateverTakesAUrl() throws IOException {
    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      var secrets =
          SecretsManagerClient.builder()
              .endpointOverride(endpoint.uri())
              .region(Region.US_EAST_1)
              .credentialsProvider(AnonymousCredentialsProvider.create())
              .build();
      secrets.createSecret(r -> r.name("prod/db").secretString("one"));
      assertThat(new Checkout(secrets).ping()).isTrue();
    }
  }

  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", string = "one")
  class OfTheAudit {

    @Test
    @As("role/checkout")
    void logAndCountersCanBeAsked(
        SecretsManagerClient secrets, SecretsEmulator aws, VirtualClock clock) {
      var noon = clock.instant();

      assertThatThrownBy(() -> new Checkout(secrets).ping())
          .isInstanceOf(SecretsManagerException.class);

      var log = aws.audit();
      var counters = aws.counters();
      assertThat(
              log.of("GetSecretValue")
                  .on("prod/db")
                  .failedWith("AccessDeniedException")
                  .since(noon))
          .hasSize(1);
      assertThat(counters.of("GetSecretValue").on("prod/db").failed().count()).isEqualTo(1);
    }
  }

  @Test
  void wholeRegionIsDown() {
    try (var aws = SecretsEmulator.create()) {
      var fault = aws.faults().region("us-east-1").down();

      assertThatThrownBy(() -> Clients.of(aws).secretsManager().listSecrets())
          .isInstanceOf(SdkClientException.class);

      assertThat(fault).struck(1);
    }
  }

  @Test
  void stepOfARotationFails() {
    try (var aws = SecretsEmulator.builder().secret(Seed.secret("prod/db").string("one")).build()) {
      var faults = aws.faults();
      var fault = faults.rotation().at(TEST_SECRET).secret("prod/db").first(1).before();
      var function = aws.rotation("prod/db").with(new PasswordRotation()).lambdaArn();

      Clients.of(aws)
          .secretsManager()
          .rotateSecret(r -> r.secretId("prod/db").rotationLambdaARN(function));

      assertThat(fault).struck(1);
    }
  }

  @Test
  void policyIsPutTogether() {
    var arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";

    var policy =
        PolicyDocument.allow("secretsmanager:GetSecretValue")
            .on(arn)
            .when("StringEquals", "aws:SourceVpc", "vpc-1");

    assertThat(policy.toJson())
        .contains("\"Resource\":\"" + arn + "\"")
        .contains("\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}");
  }
}
