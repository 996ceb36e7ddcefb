package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.SecretValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** DescribeSecret, ListSecretVersionIds and a secret's entry in ListSecrets, member by member. */
public abstract class DescribingContract extends Contract {

  private static final String V1 = Secrets.token(1);

  @Test
  @DisplayName("TS-8, TAG-8, WIRE-9: of an empty secret only ARN, name and dates are told")
  void emptySecretHasTheFewestMembers() {
    var arn = secrets.createEmpty("a", V1).arn();

    assertThat(secrets.describe("a"))
        .isEqualTo(
            new DescribeSecret.Result(
                arn, "a", null, null, START, null, null, null, null, START, null, null, null, null,
                null, null, null, null, null, null, null));
    assertThat(entry())
        .isEqualTo(
            new ListSecrets.Entry(
                arn, "a", null, null, START, null, null, null, null, START, null, null, null, null,
                null, null, null, null, null, null));
  }

  @Test
  @DisplayName("DS-1, MD-8, TS-3: each member is told once there is something to tell")
  void fullSecretHasEveryMember() {
    customerKey("alias/own");
    var tags = Secrets.tags(3);
    var arn =
        secrets
            .call(
                CreateSecret.of("a", V1)
                    .withDescription("text")
                    .withKmsKeyId("alias/own")
                    .withSecretString(SecretValue.ofText("one"))
                    .withTags(tags))
            .arn();
    secrets.get("a");
    aws.clock().advance(Duration.ofMinutes(1));
    secrets.delete("a");

    var described = secrets.describe("a");

    assertThat(described.arn()).isEqualTo(arn);
    assertThat(described.name()).isEqualTo("a");
    assertThat(described.description()).isEqualTo("text");
    assertThat(described.kmsKeyId()).isEqualTo("alias/own");
    assertThat(described.createdDate()).isEqualTo(START);
    assertThat(described.lastChangedDate()).isEqualTo(START.plus(Duration.ofMinutes(1)));
    assertThat(described.lastAccessedDate()).isNotNull();
    assertThat(described.deletedDate()).isNotNull();
    assertThat(described.tags()).isEqualTo(tags);
    assertThat(described.versionIdsToStages()).isEqualTo(Map.of(V1, List.of("AWSCURRENT")));
  }

  @Test
  @DisplayName("MD-10, DS-1: a secret's entry in the list tells what its description tells")
  void entryTellsWhatTheDescriptionTells() {
    customerKey("alias/own");
    secrets.call(
        CreateSecret.of("a", V1)
            .withDescription("text")
            .withKmsKeyId("alias/own")
            .withSecretString(SecretValue.ofText("one"))
            .withTags(Secrets.tags(2)));
    secrets.get("a");
    secrets.delete("a");

    var entry = entry();

    assertThat(entry)
        .usingRecursiveComparison()
        .ignoringFields("secretVersionsToStages")
        .isEqualTo(secrets.describe("a"));
    assertThat(entry.secretVersionsToStages())
        .isEqualTo(secrets.describe("a").versionIdsToStages());
  }

  @Test
  @DisplayName(
      "LSVI-1, LSVI-3: each version tells id, labels, creation and key; the ARN is complete")
  void versionTellsItsMembers() {
    var arn = secrets.create("a", V1, "one").arn();

    var listed = secrets.call(ListSecretVersionIds.of("a"));

    assertThat(listed)
        .isEqualTo(
            new ListSecretVersionIds.Result(
                List.of(
                    new ListSecretVersionIds.Entry(
                        V1, List.of("AWSCURRENT"), null, START, List.of("DefaultEncryptionKey"))),
                null,
                arn,
                "a"));
  }

  @Test
  @DisplayName("LSVI-4: a secret without versions has an empty list of them")
  void emptySecretHasNoVersions() {
    secrets.createEmpty("a", V1);

    assertThat(secrets.call(ListSecretVersionIds.of("a")).versions()).isEmpty();
  }

  @Test
  @DisplayName("LSVI-5, ID-10: of an unknown secret nothing is told")
  void unknownSecretIsNotFound() {
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.describe("a"));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.versions("a"));
  }

  @Test
  @DisplayName("LSVI-5, MD-8, MD-9: a scheduled secret is described and its versions are listed")
  void scheduledSecretIsDescribed() {
    secrets.create("a", V1, "one");
    var stages = secrets.stages("a");
    var versions = secrets.versions("a");
    secrets.delete("a");

    assertThat(secrets.describe("a").deletedDate()).isNotNull();
    assertThat(secrets.stages("a")).isEqualTo(stages);
    assertThat(secrets.versions("a")).isEqualTo(versions);
  }

  private ListSecrets.Entry entry() {
    return secrets.call(ListSecrets.all().withIncludePlannedDeletion(true)).secretList().get(0);
  }
}
