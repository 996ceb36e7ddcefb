package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CreateSecret: what it makes, what it answers again, and which names it refuses. */
public abstract class CreationContract extends Contract {

  private static final String TOKEN = Secrets.token(1);

  @Test
  @DisplayName("CS-1, GSV-1, LBL-2: a value becomes the version of its token, labelled AWSCURRENT")
  void valueBecomesTheCurrentVersion() {
    var created = secrets.create("a", TOKEN, "one");

    assertThat(created.name()).isEqualTo("a");
    assertThat(created.versionId()).isEqualTo(TOKEN);
    assertThat(secrets.get("a")).isEqualTo("one");
    assertThat(secrets.stages("a")).isEqualTo(Map.of(TOKEN, List.of("AWSCURRENT")));
    assertThat(secrets.describe("a").arn()).isEqualTo(created.arn());
  }

  @Test
  @DisplayName("CS-1, GSV-5: without a value there is no version, and nothing to read")
  void secretWithoutValueHasNoVersion() {
    var created = secrets.createEmpty("a", TOKEN);

    assertThat(created.versionId()).isNull();
    assertThat(secrets.describe("a").versionIdsToStages()).isNull();
    assertThat(secrets.versions("a")).isEmpty();
    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
        () -> secrets.get("a"));
  }

  @Test
  @DisplayName("CS-2: a text and a binary value together are refused")
  void twoKindsOfValueAreRefused() {
    refused(
        INVALID_PARAMETER,
        "You can't specify both a binary secret value and a string secret value in the same secret.",
        () ->
            secrets.call(
                CreateSecret.of("a", TOKEN)
                    .withSecretBinary(binary("one"))
                    .withSecretString(text("one"))));
  }

  @Test
  @DisplayName("CS-3: an empty description is none")
  void emptyDescriptionIsNone() {
    secrets.call(CreateSecret.of("a", TOKEN).withDescription("").withSecretString(text("one")));

    assertThat(secrets.describe("a").description()).isNull();
  }

  @Test
  @DisplayName("CS-1, TAG-2: description, key and 50 tags are kept")
  void everythingGivenIsKept() {
    var tags = Secrets.tags(50);
    customerKey("alias/own");

    secrets.call(
        CreateSecret.of("a", TOKEN)
            .withDescription("text")
            .withKmsKeyId("alias/own")
            .withSecretString(text("one"))
            .withTags(tags));

    var described = secrets.describe("a");
    assertThat(described.description()).isEqualTo("text");
    assertThat(described.kmsKeyId()).isEqualTo("alias/own");
    assertThat(described.tags()).isEqualTo(tags);
  }

  @Test
  @DisplayName("TAG-8: an empty list of tags is kept as an empty list")
  void emptyTagsAreKept() {
    secrets.call(CreateSecret.of("a", TOKEN).withTags(List.of()));

    assertThat(secrets.describe("a").tags()).isEmpty();
  }

  @Test
  @DisplayName("TAG-2, TAG-7: 51 tags are too many")
  void moreThanFiftyTagsAreRefused() {
    refused(
        INVALID_PARAMETER,
        "You can't have more than 50 tags on a secret.",
        () -> secrets.call(CreateSecret.of("a", TOKEN).withTags(Secrets.tags(51))));
  }

  @Test
  @DisplayName("TAG-3: a tag of AWS's own can't be set")
  void reservedTagIsRefused() {
    refused(
        INVALID_PARAMETER,
        "Tag keys that begin with aws: are reserved for AWS: aws:x",
        () -> secrets.call(CreateSecret.of("a", TOKEN).withTags(List.of(new Tag("aws:x", "y")))));
  }

  @Test
  @DisplayName("CS-4, IDEM-3: the same call again succeeds with the first answer")
  void sameCallAgainAnswersTheSame() {
    var first = secrets.create("a", TOKEN, "one");
    var before = aws.snapshot();

    var second = secrets.create("a", TOKEN, "one");

    assertThat(second).isEqualTo(first);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("IDEM-3: without a value too, the same call again succeeds with the first answer")
  void sameCallWithoutValueAgainAnswersTheSame() {
    var first = secrets.createEmpty("a", TOKEN);

    assertThat(secrets.createEmpty("a", TOKEN)).isEqualTo(first);
  }

  @Test
  @DisplayName("IDEM-3, IDEM-9: description, key and tags of the repeated call don't matter")
  void repeatedCallIsComparedByItsValueOnly() {
    var first = secrets.create("a", TOKEN, "one");

    var second =
        secrets.call(
            CreateSecret.of("a", TOKEN)
                .withDescription("x")
                .withKmsKeyId("alias/x")
                .withSecretString(text("one"))
                .withTags(Secrets.tags(1)));

    assertThat(second).isEqualTo(first);
    assertThat(secrets.describe("a").description()).isNull();
    assertThat(secrets.describe("a").tags()).isNull();
  }

  @Test
  @DisplayName("IDEM-6: the same token with another value is refused")
  void tokenInUseForAnotherValueIsRefused() {
    var created = secrets.create("a", TOKEN, "one");

    refused(RESOURCE_EXISTS, tokenInUse(created.arn()), () -> secrets.create("a", TOKEN, "two"));
  }

  @Test
  @DisplayName("IDEM-6, IDEM-9: the same bytes as binary are another value, and so is none")
  void otherKindOfValueIsAnotherValue() {
    var created = secrets.create("a", TOKEN, "one");

    refused(
        RESOURCE_EXISTS,
        tokenInUse(created.arn()),
        () -> secrets.call(CreateSecret.of("a", TOKEN).withSecretBinary(binary("one"))));
    refused(RESOURCE_EXISTS, tokenInUse(created.arn()), () -> secrets.createEmpty("a", TOKEN));
  }

  @Test
  @DisplayName("CS-4, IDEM-7: a name in use is refused, even for the same value")
  void nameInUseIsRefused() {
    secrets.create("a", TOKEN, "one");

    refused(
        RESOURCE_EXISTS,
        "The operation failed because the secret a already exists.",
        () -> secrets.create("a", Secrets.token(2), "one"));
    refused(
        RESOURCE_EXISTS,
        "The operation failed because the secret a already exists.",
        () -> secrets.createEmpty("a", Secrets.token(2)));
  }

  @Test
  @DisplayName("IDEM-7: a secret made without a value isn't made again with one")
  void valueIsNotAddedByCreatingAgain() {
    secrets.createEmpty("a", TOKEN);

    refused(
        RESOURCE_EXISTS,
        "The operation failed because the secret a already exists.",
        () -> secrets.create("a", TOKEN, "one"));
  }

  @Test
  @DisplayName("CS-4, MD-1, ORD-3: a scheduled secret blocks its name, before all else")
  void scheduledSecretBlocksItsName() {
    secrets.create("a", TOKEN, "one");
    secrets.delete("a");

    refused(INVALID_REQUEST, ALREADY_SCHEDULED, () -> secrets.create("a", TOKEN, "one"));
    refused(INVALID_REQUEST, ALREADY_SCHEDULED, () -> secrets.create("a", TOKEN, "two"));
    refused(INVALID_REQUEST, ALREADY_SCHEDULED, () -> secrets.create("a", Secrets.token(2), "one"));
  }

  @Test
  @DisplayName("IDEM-1: a token of any 32 characters becomes the version's id")
  void tokenNeedNotBeUuid() {
    var token = "not a UUID, but 32 characters...";

    assertThat(secrets.create("a", token, "one").versionId()).isEqualTo(token);
    assertThat(secrets.getVersion("a", token, null).versionId()).isEqualTo(token);
  }

  private static String tokenInUse(String arn) {
    return "You can't use ClientRequestToken "
        + TOKEN
        + " because that value is already in use for a version of secret "
        + arn
        + ".";
  }

  private static SecretValue text(String text) {
    return SecretValue.ofText(text);
  }

  private static SecretValue binary(String text) {
    return SecretValue.ofBinary(text.getBytes(StandardCharsets.UTF_8));
  }
}
