package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** GetSecretValue, PutSecretValue and UpdateSecret: values, selectors, and repeated calls. */
public abstract class ValuesContract extends Contract {

  private static final String V1 = Secrets.token(1);
  private static final String V2 = Secrets.token(2);
  private static final String UNKNOWN = Secrets.token(99);
  private static final String BOTH =
      "You can't specify both a binary secret value and a string secret value in the same secret.";
  private static final SecretValue BYTES = SecretValue.ofBinary(new byte[] {0, -1, 'x', -128});

  @Test
  @DisplayName(
      "GSV-1, TS-5: a read tells ARN, name, version, its labels, its creation and its text")
  void readTellsEverythingOfTheVersion() {
    var created = secrets.create("a", V1, "one");
    aws.clock().advance(Duration.ofMinutes(1));

    var read = secrets.getVersion("a", null, null);

    assertThat(read)
        .isEqualTo(
            new GetSecretValue.Result(
                created.arn(),
                "a",
                V1,
                null,
                SecretValue.ofText("one"),
                List.of("AWSCURRENT"),
                START));
  }

  @Test
  @DisplayName("GSV-1, GSV-9: a put of the other kind switches the member that is returned")
  void kindOfValueFollowsThePut() {
    secrets.create("a", V1, "one");

    secrets.call(PutSecretValue.of("a", V2).withSecretBinary(BYTES));

    assertThat(secrets.getVersion("a", null, null).secretBinary()).isEqualTo(BYTES);
    assertThat(secrets.getVersion("a", null, null).secretString()).isNull();
    assertThat(secrets.getVersion("a", V1, null).secretString().text()).isEqualTo("one");
    assertThat(secrets.getVersion("a", V1, null).secretBinary()).isNull();
  }

  @Test
  @DisplayName("GSV-2, GSV-3, GSV-4: a version is read by label, by id, or by both if they agree")
  void versionIsSelectedByLabelOrId() {
    secrets.create("a", V1, "one");
    secrets.put("a", V2, "two", "next");

    assertThat(secrets.getVersion("a", null, "next").secretString().text()).isEqualTo("two");
    assertThat(secrets.getVersion("a", V1, null).secretString().text()).isEqualTo("one");
    assertThat(secrets.getVersion("a", V2, "next").secretString().text()).isEqualTo("two");
  }

  @Test
  @DisplayName("GSV-2: a label on no version finds nothing")
  void unknownLabelFindsNothing() {
    secrets.create("a", V1, "one");

    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for staging label: next",
        () -> secrets.getVersion("a", null, "next"));
  }

  @Test
  @DisplayName("GSV-3, GSV-6: an unknown version id finds nothing, with or without a label")
  void unknownVersionFindsNothing() {
    secrets.create("a", V1, "one");

    refused(RESOURCE_NOT_FOUND, noVersion(), () -> secrets.getVersion("a", UNKNOWN, null));
    refused(RESOURCE_NOT_FOUND, noVersion(), () -> secrets.getVersion("a", UNKNOWN, "AWSCURRENT"));
  }

  @Test
  @DisplayName("GSV-4, ORD-4: id and label that disagree are refused, even if no version has it")
  void disagreeingSelectorsAreRefused() {
    secrets.create("a", V1, "one");
    secrets.put("a", V2, "two");
    var mismatch = "You provided a VersionStage that is not associated to the provided VersionId.";

    refused(INVALID_REQUEST, mismatch, () -> secrets.getVersion("a", V1, "AWSCURRENT"));
    refused(INVALID_REQUEST, mismatch, () -> secrets.getVersion("a", V1, "nowhere"));
  }

  @Test
  @DisplayName("GSV-5: a secret without a value finds neither label nor version")
  void secretWithoutValueHasNothingToRead() {
    secrets.createEmpty("a", V1);

    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
        () -> secrets.get("a"));
    refused(RESOURCE_NOT_FOUND, noVersion(), () -> secrets.getVersion("a", UNKNOWN, null));
  }

  @Test
  @DisplayName("PSV-1, LBL-4: a put makes the version of its token and moves AWSCURRENT to it")
  void putMakesTheCurrentVersion() {
    var created = secrets.create("a", V1, "one");

    var put = secrets.put("a", V2, "two");

    assertThat(put)
        .isEqualTo(new PutSecretValue.Result(created.arn(), "a", V2, List.of("AWSCURRENT")));
    assertThat(secrets.get("a")).isEqualTo("two");
  }

  @Test
  @DisplayName("PSV-1: the answer of a put tells all labels now on the version")
  void putTellsTheLabelsOfItsVersion() {
    secrets.createEmpty("a", V1);

    var put = secrets.put("a", V2, "two", "next");

    assertThat(put.versionStages()).containsExactlyInAnyOrder("AWSCURRENT", "next");
  }

  @Test
  @DisplayName("PSV-3: a put without a value is refused")
  void putWithoutValueIsRefused() {
    secrets.create("a", V1, "one");

    refused(
        INVALID_REQUEST,
        "You must provide either SecretString or SecretBinary.",
        () -> secrets.call(PutSecretValue.of("a", V2)));
  }

  @Test
  @DisplayName("PSV-4, US-6, CS-2: a text and a binary value together are refused")
  void twoKindsOfValueAreRefused() {
    secrets.create("a", V1, "one");
    var text = SecretValue.ofText("two");

    refused(
        INVALID_PARAMETER,
        BOTH,
        () ->
            secrets.call(
                PutSecretValue.of("a", V2).withSecretBinary(BYTES).withSecretString(text)));
    refused(
        INVALID_PARAMETER,
        BOTH,
        () ->
            secrets.call(UpdateSecret.of("a", V2).withSecretBinary(BYTES).withSecretString(text)));
  }

  @Test
  @DisplayName("IDEM-4, PSV-5: a put again succeeds with the version's labels of now, moving none")
  void putAgainMovesNothing() {
    secrets.create("a", V1, "one");
    secrets.put("a", V2, "two");
    secrets.put("a", Secrets.token(3), "three");
    var before = aws.snapshot();

    var again = secrets.put("a", V2, "two", "AWSCURRENT", "more");

    assertThat(again.versionId()).isEqualTo(V2);
    assertThat(again.versionStages()).containsExactly("AWSPREVIOUS");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("IDEM-5, US-6: an update again succeeds with the version's id, moving no label")
  void updateAgainMovesNothing() {
    secrets.create("a", V1, "one");
    secrets.update("a", V2, "two");
    secrets.update("a", Secrets.token(3), "three");
    var before = secrets.stages("a");

    var again = secrets.update("a", V2, "two");

    assertThat(again.versionId()).isEqualTo(V2);
    assertThat(secrets.stages("a")).isEqualTo(before);
    assertThat(secrets.get("a")).isEqualTo("three");
  }

  @Test
  @DisplayName("IDEM-6, PSV-5, US-6: put and update refuse a token in use for another value")
  void tokenInUseForAnotherValueIsRefused() {
    var arn = secrets.create("a", V1, "one").arn();
    secrets.put("a", V2, "two");
    customerKey("alias/x");
    var inUse =
        "You can't use ClientRequestToken "
            + V1
            + " because that value is already in use for a version of secret "
            + arn
            + ".";

    refused(RESOURCE_EXISTS, inUse, () -> secrets.put("a", V1, "other"));
    refused(RESOURCE_EXISTS, inUse, () -> secrets.update("a", V1, "other"));
    refused(
        RESOURCE_EXISTS,
        inUse,
        () ->
            secrets.call(
                UpdateSecret.of("a", V1)
                    .withDescription("new text")
                    .withKmsKeyId("alias/x")
                    .withSecretBinary(BYTES)));
  }

  @Test
  @DisplayName("IDEM-10: the same value with a new token is a new version")
  void sameValueWithNewTokenIsNewVersion() {
    secrets.create("a", V1, "one");

    secrets.put("a", V2, "one");

    assertThat(secrets.stages("a"))
        .isEqualTo(Map.of(V1, List.of("AWSPREVIOUS"), V2, List.of("AWSCURRENT")));
  }

  @Test
  @DisplayName("IDEM-1: one token may make versions of two secrets")
  void tokenBelongsToItsSecret() {
    secrets.create("a", V1, "one");

    assertThat(secrets.create("b", V1, "two").versionId()).isEqualTo(V1);
    assertThat(secrets.get("b")).isEqualTo("two");
  }

  @Test
  @DisplayName("US-1, LBL-3: an update with a value moves AWSCURRENT to a new version")
  void updateWithValueMakesTheCurrentVersion() {
    var created = secrets.create("a", V1, "one");

    var updated = secrets.update("a", V2, "two");

    assertThat(updated).isEqualTo(new UpdateSecret.Result(created.arn(), "a", V2));
    assertThat(secrets.stages("a"))
        .isEqualTo(Map.of(V1, List.of("AWSPREVIOUS"), V2, List.of("AWSCURRENT")));
  }

  @Test
  @DisplayName("US-2: an update of nothing succeeds without a version")
  void updateOfNothingSucceeds() {
    var created = secrets.create("a", V1, "one");

    var updated = secrets.call(UpdateSecret.of("a", V2));

    assertThat(updated).isEqualTo(new UpdateSecret.Result(created.arn(), "a", null));
    assertThat(secrets.stages("a")).isEqualTo(Map.of(V1, List.of("AWSCURRENT")));
  }

  @Test
  @DisplayName(
      "US-3, US-4: a description is replaced, kept where absent, and cleared by an empty one")
  void descriptionIsUpdated() {
    secrets.create("a", V1, "one");

    var updated = secrets.call(UpdateSecret.of("a", V2).withDescription("text"));
    assertThat(updated.versionId()).isNull();
    assertThat(secrets.describe("a").description()).isEqualTo("text");

    secrets.update("a", Secrets.token(3), "two");
    assertThat(secrets.describe("a").description()).isEqualTo("text");

    secrets.call(UpdateSecret.of("a", Secrets.token(4)).withDescription(""));
    assertThat(secrets.describe("a").description()).isNull();
  }

  @Test
  @DisplayName("US-5: a new key makes no version; an empty one is the default key again")
  void keyIsUpdated() {
    secrets.create("a", V1, "one");
    customerKey("alias/own");

    var updated = secrets.call(UpdateSecret.of("a", V2).withKmsKeyId("alias/own"));
    assertThat(updated.versionId()).isNull();
    assertThat(secrets.describe("a").kmsKeyId()).isEqualTo("alias/own");
    assertThat(secrets.versions("a")).hasSize(1);

    secrets.call(UpdateSecret.of("a", Secrets.token(3)).withKmsKeyId(""));
    assertThat(secrets.describe("a").kmsKeyId()).isNull();
  }

  @Test
  @DisplayName("LBL-2, US-1: the first value of an empty secret is its current one")
  void updateGivesAnEmptySecretItsFirstValue() {
    secrets.createEmpty("a", V1);

    secrets.update("a", V1, "one"); // the token of the creation made no version

    assertThat(secrets.stages("a")).isEqualTo(Map.of(V1, List.of("AWSCURRENT")));
  }

  private static String noVersion() {
    return "Secrets Manager can't find the specified secret value for VersionId: " + UNKNOWN;
  }
}
