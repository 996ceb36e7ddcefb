package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.GenerateDataKey;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same seed, clock and calls give the same history, with keys and policies in it too. */
class AccessReplayTest {

  private static final String PARTNER = "222222222222";
  private static final String OPEN = PolicyDocument.allow("secretsmanager:*").to(PARTNER).toJson();

  /** One emulator and the role that calls it beside the administrator. */
  private static final class Scene {

    final SecretsEmulator aws =
        SecretsEmulator.builder()
            .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
            .randomSeed(7)
            .build();
    final Calls calls = new Calls(aws);
    final Caller administrator = aws.administrator();
    final IamEntity app = aws.account("123456789012").role("app");
    final List<String> told = new ArrayList<>();

    Scene() {
      app.allow("secretsmanager:*").deny("kms:*");
    }

    void call(Caller caller, Request<?> request) {
      told.add(request.operation() + " " + calls.outcome(caller, request));
    }

    void call(Request<?> request) {
      call(administrator, request);
    }

    String key(String alias) {
      var key = aws.execute(administrator, CreateKey.DEFAULT).result().keyMetadata().arn();
      call(new CreateAlias(alias, key));
      return key;
    }

    /** Something of everything, refusals included. */
    void history() {
      var key = key("alias/own");
      call(create("a", key));
      call(create("b", null));
      call(new PutResourcePolicy("a", OPEN, true));
      call(new GetResourcePolicy("a"));
      call(new ValidateResourcePolicy("a", "no policy"));
      call(app.caller(), GetSecretValue.of("a"));
      call(aws.account(PARTNER).administrator(), GetSecretValue.of("b"));
      call(UpdateSecret.of("b", Secrets.token(2)).withKmsKeyId("alias/own"));
      call(new DisableKey(key));
      call(GetSecretValue.of("a"));
      call(new EnableKey(key));
      call(ListSecretVersionIds.of("b"));
      call(new DeleteResourcePolicy("a"));
      aws.repair(calls.explain(app.caller(), GetSecretValue.of("a")));
      call(app.caller(), GetSecretValue.of("a"));
      aws.clock().advance(Duration.ofDays(400)); // the AWS managed key rotates yearly
      call(create("c", null));
    }

    /** Calls that are refused after they have drawn something. */
    void refusals(String disabledKey) {
      call(create("refused", disabledKey));
      call(create("refused", "alias/none"));
      call(app.caller(), create("refused", null));
      call(app.caller().in("eu-west-1"), create("refused", null)); // no default key there yet
      var labels = IntStream.range(0, 20).mapToObj(i -> "label" + i).toList();
      call(
          PutSecretValue.of("a", Secrets.token(50))
              .withSecretString(SecretValue.ofText("x"))
              .withVersionStages(labels));
      call(
          app.caller(),
          PutSecretValue.of("a", Secrets.token(51)).withSecretString(SecretValue.ofText("x")));
    }

    static CreateSecret create(String name, @Nullable String key) {
      var value = SecretValue.ofText("one");
      return CreateSecret.of(name, Secrets.token(1)).withKmsKeyId(key).withSecretString(value);
    }
  }

  @Test
  @DisplayName("equal seeds and calls give equal outcomes, audit and snapshot")
  void sameSeedReplays() {
    var first = new Scene();
    var second = new Scene();

    first.history();
    second.history();

    assertThat(first.told).isEqualTo(second.told).anyMatch(told -> told.contains("Request ID"));
    assertThat(first.aws.audit()).isEqualTo(second.aws.audit());
    assertThat(first.aws.snapshot())
        .isEqualTo(second.aws.snapshot())
        .hasSameHashCodeAs(second.aws.snapshot());
  }

  @Test
  @DisplayName("KMS-7, KMS-8: a creation that KMS refuses shifts no suffix, key or ciphertext")
  void refusedCallShiftsNothing() {
    var calm = new Scene();
    var disturbed = new Scene();
    for (var scene : List.of(calm, disturbed)) {
      scene.call(Scene.create("a", null));
      scene.call(new DisableKey(scene.key("alias/disabled")));
    }

    disturbed.refusals("alias/disabled");
    for (var scene : List.of(calm, disturbed)) {
      scene.key("alias/next");
      scene.call(Scene.create("b", "alias/next"));
      scene.call(scene.administrator.in("eu-west-1"), Scene.create("b", null));
    }

    assertThat(disturbed.aws.audit().from("secretsmanager.amazonaws.com"))
        .filteredOn(record -> !record.succeeded())
        .extracting(record -> record.errorCode().wireName())
        .containsExactly(
            "EncryptionFailure",
            "EncryptionFailure",
            "AccessDeniedException",
            "AccessDeniedException",
            "LimitExceededException",
            "AccessDeniedException");
    assertThat(disturbed.aws.snapshot()).isEqualTo(calm.aws.snapshot());
  }

  @Test
  @DisplayName("a read of KMS that draws key material shifts no ciphertext of a secret")
  void readShiftsNothing() {
    var calm = new Scene();
    var disturbed = new Scene();
    for (var scene : List.of(calm, disturbed)) {
      scene.key("alias/own");
    }

    disturbed.call(GenerateDataKey.of("alias/own").withKeySpec("AES_256"));
    for (var scene : List.of(calm, disturbed)) {
      scene.call(Scene.create("a", "alias/own"));
    }

    assertThat(disturbed.aws.snapshot()).isEqualTo(calm.aws.snapshot());
  }

  @Test
  @DisplayName("asking whether a call is allowed shifts nothing, not even request ids")
  void explanationShiftsNothing() {
    var calm = new Scene();
    var asking = new Scene();

    asking.calls.explain(asking.administrator, Scene.create("a", null));
    asking.calls.explain(asking.app.caller(), Scene.create("a", null));
    for (var scene : List.of(calm, asking)) {
      scene.call(Scene.create("a", null));
    }

    assertThat(asking.aws.audit()).isEqualTo(calm.aws.audit());
    assertThat(asking.aws.snapshot()).isEqualTo(calm.aws.snapshot());
  }
}
