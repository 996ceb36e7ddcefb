package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.iam.PolicyDocument;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The condition keys of requests, a row per key and operation (POL-14, POL-15). */
class ConditionKeysTest extends ConditionKeysFixture {

  @ParameterizedTest(name = "POL-14: {0}")
  @MethodSource("dev.strongroom.access.ConditionRows#rows")
  void onlyTheRequestThatCarriesTheKeyIsAllowed(ConditionRow row) {
    app.policy(allowWhen(row.operator(), row));

    assertAllowed(row.carries(), true);
    assertAllowed(row.lacks(), false);
    assertAllowed(row.differs(), false);
  }

  @ParameterizedTest(name = "POL-11, POL-15: {0}")
  @MethodSource("dev.strongroom.access.ConditionRows#rows")
  void ifExistsAllowsTheRequestWithoutTheKeyToo(ConditionRow row) {
    app.policy(allowWhen(row.operator() + "IfExists", row));

    assertAllowed(row.carries(), true);
    assertAllowed(row.lacks(), true);
    assertAllowed(row.differs(), false);
  }

  @ParameterizedTest(name = "POL-15: {0}")
  @MethodSource("dev.strongroom.access.ConditionRows#rows")
  void nullAsksWhetherTheKeyIsThere(ConditionRow row) {
    app.policy(PolicyDocument.allow("secretsmanager:*").when("Null", row.key(), "false"));

    assertAllowed(row.carries(), true);
    assertAllowed(row.lacks(), false);
  }

  @Test
  @DisplayName("POL-14: labels of a put can't be conditioned")
  void putCarriesNoVersionStage() {
    app.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when("StringEquals", "secretsmanager:VersionStage", "AWSCURRENT"));

    assertThat(
            calls.isPermitted(
                app.caller(),
                PutSecretValue.of("prod/db", TOKEN)
                    .withSecretString(SecretValue.ofText("x"))
                    .withVersionStages(List.of("AWSCURRENT"))))
        .isFalse();
  }

  @ParameterizedTest(name = "POL-14: CreateSecret carries no {0}")
  @CsvSource({"secretsmanager:SecretId", "secretsmanager:SecretPrimaryRegion"})
  void creationCarriesNoKeyOfTheSecret(String absent) {
    app.policy(PolicyDocument.allow("secretsmanager:*").when("Null", absent, "false"));

    assertThat(calls.isPermitted(app.caller(), create("a", null, null))).isFalse();
  }

  private void assertAllowed(
      @Nullable Function<ConditionKeysFixture, ConditionRow.Sent> what, boolean expected) {
    if (what == null) {
      return;
    }
    var sent = what.apply(this);
    var access = calls.explain(sent.caller(), sent.request());

    assertThat(calls.isPermitted(sent.caller(), sent.request()))
        .as("%s", access)
        .isEqualTo(expected);
    assertThat(access.refusal() == null).isEqualTo(expected); // whatever else refuses the call
  }

  private PolicyDocument allowWhen(String operator, ConditionRow row) {
    var value =
        row.value().replace("<arn>", arn).replace("<key>", key).replace("<version>", version);
    return PolicyDocument.allow("secretsmanager:*").when(operator, row.key(), value);
  }
}
