package dev.strongroom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.GetParametersForImport;
import dev.strongroom.api.kms.ImportKeyMaterial;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.internal.service.ssm.Puts;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.seed.Seed;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What falls due in every service, and the clock that is advanced to it. */
@Timeout(60)
class DueAdministrationTest extends AdministrationFixture {

  private List<String> due() throws Exception {
    var lines = new ArrayList<String>();
    for (var entry : get("/clock/due").path("due")) {
      lines.add(entry.path("time").asText() + " " + entry.path("what").asText());
    }
    return lines;
  }

  private JsonNode first() throws Exception {
    return get("/clock/due").path("due").path(0);
  }

  private Instant advanceToNextDue() throws Exception {
    return Instant.parse(post("/clock", "{'advanceToNextDue': true}").path("now").asText());
  }

  private String key(CreateKey request) {
    return call(request).keyMetadata().arn();
  }

  private void putParameter(String policies) {
    call(
        Puts.of("/token", "String", "x")
            .tier("Advanced")
            .policies(policies.replace('\'', '"'))
            .request());
  }

  private static Blob wrapped(SecretValue publicKey) throws GeneralSecurityException {
    var encoded = new X509EncodedKeySpec(publicKey.bytes());
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    var digest = new MGF1ParameterSpec("SHA-256");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        KeyFactory.getInstance("RSA").generatePublic(encoded),
        new OAEPParameterSpec("SHA-256", "MGF1", digest, PSource.PSpecified.DEFAULT));
    return Blob.of(cipher.doFinal(new byte[32]));
  }

  @Test
  void nothingFallsDueByItself() throws Exception {
    assertThat(due()).isEmpty();
  }

  @Test
  void deletionOfAKeyIsListedAndReached() throws Exception {
    var key = key(CreateKey.of(null, null));
    call(new ScheduleKeyDeletion(key, 7));

    assertThat(due()).containsExactly("2026-01-08T00:00:00Z deletion");
    assertThat(first().path("key").asText()).isEqualTo(key);
    assertThat(advanceToNextDue()).isEqualTo("2026-01-08T00:00:00Z");
    assertThat(get("/keys").toString()).doesNotContain(key);
    assertThat(due()).isEmpty();
  }

  @Test
  void rotationOfAKeyIsListedAndReachedAgainAndAgain() throws Exception {
    var key = key(CreateKey.of(null, null));
    call(new EnableKeyRotation(key, 90));

    assertThat(due()).containsExactly("2026-04-01T00:00:00Z rotation");
    assertThat(advanceToNextDue()).isEqualTo("2026-04-01T00:00:00Z");
    assertThat(call(new GetKeyRotationStatus(key)).nextRotationDate())
        .isEqualTo("2026-06-30T00:00:00Z");
    assertThat(advanceToNextDue()).isEqualTo("2026-06-30T00:00:00Z");
  }

  @Test
  void expirationOfImportedMaterialIsListedAndReached() throws Exception {
    var key = key(CreateKey.of(null, null).withOrigin("EXTERNAL"));
    var forImport = call(new GetParametersForImport(key, "RSAES_OAEP_SHA_256", "RSA_2048"));
    var material = wrapped(forImport.publicKey());
    call(
        ImportKeyMaterial.of(key, forImport.importToken(), material)
            .withValidTo(Instant.parse("2026-01-03T00:00:00Z")));

    assertThat(due()).containsExactly("2026-01-03T00:00:00Z expiration of key material");
    assertThat(first().path("key").asText()).isEqualTo(key);
    aws.clock().advance(Duration.ofHours(1));
    assertThat(call(new DescribeKey(key, null)).keyMetadata().keyState()).isEqualTo("Enabled");
    assertThat(advanceToNextDue()).isEqualTo("2026-01-03T00:00:00Z");
    assertThat(call(new DescribeKey(key, null)).keyMetadata().keyState())
        .isEqualTo("PendingImport");
    assertThat(due()).isEmpty();
  }

  @Test
  void policiesOfAParameterAreListedAndReached() throws Exception {
    putParameter(
        """
        [{'Type': 'Expiration', 'Version': '1.0', 'Attributes': {'Timestamp': '2026-01-10T00:00:00Z'}},
         {'Type': 'ExpirationNotification', 'Version': '1.0', 'Attributes': {'Before': '2', 'Unit': 'Days'}},
         {'Type': 'NoChangeNotification', 'Version': '1.0', 'Attributes': {'After': '5', 'Unit': 'Hours'}}]""");

    assertThat(due())
        .containsExactly(
            "2026-01-01T05:00:00Z notification that it has not changed",
            "2026-01-08T00:00:00Z notification of its expiration",
            "2026-01-10T00:00:00Z expiration");
    assertThat(first().path("parameter").asText())
        .isEqualTo("arn:aws:ssm:us-east-1:123456789012:parameter/token");
    assertThat(advanceToNextDue()).isEqualTo("2026-01-01T05:00:00Z");
    assertThat(due()).hasSize(2);
    assertThat(advanceToNextDue()).isEqualTo("2026-01-08T00:00:00Z");
    assertThat(advanceToNextDue()).isEqualTo("2026-01-10T00:00:00Z");
    assertThat(call(new DescribeParameters(null, null, 50, null, null)).parameters()).isEmpty();
    assertThat(due()).isEmpty();
  }

  @Test
  void replicationToEachRegionIsListedAndReached() throws Exception {
    aws.seed(Seed.of(Seed.secret("far").string("x").replicas("eu-west-1", "ap-south-1")));
    aws.replicationLag("eu-west-1", Duration.ofMinutes(5));
    aws.replicationLag("ap-south-1", Duration.ofMinutes(9));
    call(
        PutSecretValue.of("far", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));

    assertThat(due())
        .containsExactly(
            "2026-01-01T00:05:00Z replication to eu-west-1",
            "2026-01-01T00:09:00Z replication to ap-south-1");
    assertThat(first().path("secret").asText()).contains(":us-east-1:").contains(":secret:far-");
    assertThat(advanceToNextDue()).isEqualTo("2026-01-01T00:05:00Z");
    assertThat(due()).containsExactly("2026-01-01T00:09:00Z replication to ap-south-1");
  }

  @Test
  void rotationOfASecretAndItsNextAttemptAreListedAndReached() throws Exception {
    aws.rotation("prod/db")
        .with(
            (event, service) -> {
              throw new IllegalStateException("down");
            });
    call(
        RotateSecret.of("prod/db", aws.newClientRequestToken())
            .withRotationLambdaARN(aws.rotation("prod/db").lambdaArn()));

    assertThat(due()).containsExactly("2026-01-01T00:10:00Z rotation step");
    assertThat(advanceToNextDue()).isEqualTo("2026-01-01T00:10:00Z");
    assertThat(aws.rotation("prod/db").timeline().entries())
        .extracting(entry -> entry.attempt())
        .contains(2);
  }

  @Test
  void deletionOfASecretIsListedAndReached() throws Exception {
    aws.seed(Seed.of(Seed.secret("old").string("x").scheduledForDeletion(7)));

    assertThat(due()).containsExactly("2026-01-08T00:00:00Z deletion");
    assertThat(advanceToNextDue()).isEqualTo("2026-01-08T00:00:00Z");
    assertThat(get("/secrets").toString()).doesNotContain("secret:old-");
  }

  @Test
  void servicesAreListedTogetherSoonestFirstAndNotWithoutALimit() throws Exception {
    aws.seed(Seed.of(Seed.secret("old").string("x").scheduledForDeletion(9)));
    call(new ScheduleKeyDeletion(key(CreateKey.of(null, null)), 8));
    putParameter(
        "[{'Type': 'Expiration', 'Version': '1.0', 'Attributes': {'Timestamp': '2026-01-08T00:00:00Z'}}]");

    var all = get("/clock/due");
    var some = get("/clock/due?limit=2");

    assertThat(all.path("leftOut").asInt()).isZero();
    assertThat(due())
        .containsExactly(
            "2026-01-08T00:00:00Z expiration",
            "2026-01-09T00:00:00Z deletion",
            "2026-01-10T00:00:00Z deletion");
    assertThat(some.path("due")).hasSize(2);
    assertThat(some.path("leftOut").asInt()).isEqualTo(1);
    assertThat(answer("GET", "/clock/due?limit=1001", "").status()).isEqualTo(400);
    assertThat(call(new DescribeSecret("old")).deletedDate()).isNotNull();
  }
}
