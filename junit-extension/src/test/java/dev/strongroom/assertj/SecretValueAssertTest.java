package dev.strongroom.assertj;

import static dev.strongroom.assertj.Failures.assertFailure;
import static dev.strongroom.assertj.StrongroomAssertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assertions on the value of a secret, which quote it on request only. */
class SecretValueAssertTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String ONE = "11111111-1111-1111-1111-111111111111";
  private static final String TWO = "22222222-2222-2222-2222-222222222222";

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(NOON).randomSeed(7).build();
  private String arn = "";

  @BeforeEach
  void createSecret() {
    arn =
        call(new CreateSecret("prod/db", ONE, null, null, null, SecretValue.ofText("one"), null))
            .arn();
  }

  private void put(String versionId, String text, String... stages) {
    call(new PutSecretValue("prod/db", versionId, null, SecretValue.ofText(text), List.of(stages)));
  }

  @Test
  void binaryValuesAreCompared() {
    call(
        new CreateSecret(
            "key", ONE, null, null, SecretValue.ofBinary(new byte[] {1, 2}), null, null));

    assertThat(aws).secret("key").hasBinaryValue(new byte[] {1, 2});
    assertFailure(
        () -> assertThat(aws).secret("key").showingValues().hasValue("one"),
        "Expected that secret 'key' has at AWSCURRENT the value \"one\","
            + " but it is bytes, in Base64 AQI=:",
        aws.execute(aws.administrator(), new DescribeSecret("key")).result().arn(),
        "  " + ONE + "  AWSCURRENT");
  }

  @Test
  void aValueIsNotQuoted() {
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasValue("two"),
        "Expected that secret 'prod/db' has at AWSCURRENT the given value,"
            + " but it is another, SecretString[3 bytes] (showingValues() quotes both):",
        arn,
        "  " + ONE + "  AWSCURRENT");
  }

  @Test
  void aValueIsQuotedIfAskedFor() {
    assertFailure(
        () -> assertThat(aws).secret("prod/db").showingValues().hasValue("two"),
        "Expected that secret 'prod/db' has at AWSCURRENT the value \"two\", but it is \"one\":",
        arn,
        "  " + ONE + "  AWSCURRENT");
  }

  @Test
  void aJsonMemberIsNotQuoted() {
    put(TWO, "{\"password\":\"two\"}", "AWSCURRENT");

    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasJsonValue("password", "three"),
        "Expected that secret 'prod/db' has at AWSCURRENT a JSON object with the given 'password',"
            + " but it is another, a JSON string (showingValues() quotes both):",
        arn,
        "  " + TWO + "  AWSCURRENT",
        "  " + ONE + "  AWSPREVIOUS");
  }

  @Test
  void aJsonMemberIsQuotedIfAskedFor() {
    put(TWO, "{\"port\":5432}", "AWSCURRENT");

    assertFailure(
        () -> assertThat(aws).secret("prod/db").showingValues().hasJsonValue("port", "5432"),
        "Expected that secret 'prod/db' has at AWSCURRENT a JSON object with 'port': \"5432\","
            + " but it is 5432:",
        arn,
        "  " + TWO + "  AWSCURRENT",
        "  " + ONE + "  AWSPREVIOUS");
  }

  @Test
  void aMissingJsonMemberIsToldWithThoseThatAreThere() {
    put(TWO, "{\"user\":\"app\",\"password\":\"two\"}", "AWSCURRENT");

    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasJsonValue("username", "app"),
        "Expected that secret 'prod/db' has at AWSCURRENT a JSON object with the given 'username',"
            + " but it has only [password, user]:",
        arn,
        "  " + TWO + "  AWSCURRENT",
        "  " + ONE + "  AWSPREVIOUS");
  }

  @Test
  void aValueThatIsNoJsonIsNotQuoted() {
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasJsonValue("password", "one"),
        "Expected that secret 'prod/db' has at AWSCURRENT a JSON object with the given 'password',"
            + " but it is no JSON object, SecretString[3 bytes] (showingValues() quotes both):",
        arn,
        "  " + ONE + "  AWSCURRENT");
  }

  @Test
  void aLabelThatIsOnNoVersionHasNoValue() {
    assertFailure(
        () -> assertThat(aws).secret("prod/db").at("AWSPREVIOUS").hasValue("one"),
        "Expected that secret 'prod/db' has at AWSPREVIOUS the given value, but it can't be read"
            + " (Secrets Manager can't find the specified secret value for staging label:"
            + " AWSPREVIOUS):",
        arn,
        "  " + ONE + "  AWSCURRENT");
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.execute(aws.administrator(), request).result();
  }
}
