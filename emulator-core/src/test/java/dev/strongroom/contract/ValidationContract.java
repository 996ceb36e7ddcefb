package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Violations of the service model's constraints, to the letter. */
public abstract class ValidationContract extends Contract {

  private static final String T = Secrets.token(1);
  private static final int MAX = 65536;

  static Stream<Arguments> violations() {
    return Stream.of(
        row("VAL-4", GetSecretValue.of(null), "secretId", "Member must not be null"),
        row("VAL-4", create(null, null), "name", "Member must not be null"),
        row("VAL-4, TR-3", new TagResource("a", null), "tags", "Member must not be null"),
        row("VAL-4, UR-1", new UntagResource("a", null), "tagKeys", "Member must not be null"),
        row(
            "VAL-4",
            UpdateSecretVersionStage.of("a", null).withMoveToVersionId(T),
            "versionStage",
            "Member must not be null"),
        row("VAL-5, CS-5", create("", null), "name", longer(1), ""),
        row("VAL-5, NAME-1", create("n".repeat(513), null), "name", shorter(512), "n".repeat(513)),
        row("VAL-5", new DescribeSecret(""), "secretId", longer(1), ""),
        row(
            "VAL-5",
            DeleteSecret.of("s".repeat(2049)),
            "secretId",
            shorter(2048),
            "s".repeat(2049)),
        row("IDEM-1", put("t".repeat(31)), "clientRequestToken", longer(32), "t".repeat(31)),
        row("IDEM-1", put("t".repeat(65)), "clientRequestToken", shorter(64), "t".repeat(65)),
        row(
            "VAL-10",
            GetSecretValue.of("a").withVersionId("AWSCURRENT"),
            "versionId",
            longer(32),
            "AWSCURRENT"),
        row("VAL-5", GetSecretValue.of("a").withVersionStage(""), "versionStage", longer(1), ""),
        row(
            "LBL-10",
            UpdateSecretVersionStage.of("a", "l".repeat(257)).withMoveToVersionId(T),
            "versionStage",
            shorter(256),
            "l".repeat(257)),
        row(
            "VAL-5",
            UpdateSecretVersionStage.of("a", "l").withRemoveFromVersionId("short"),
            "removeFromVersionId",
            longer(32),
            "short"),
        row(
            "VAL-5",
            UpdateSecret.of("a", T).withDescription("d".repeat(2049)),
            "description",
            shorter(2048),
            "d".repeat(2049)),
        row(
            "VAL-5",
            UpdateSecret.of("a", T).withKmsKeyId("k".repeat(2049)),
            "kmsKeyId",
            shorter(2048),
            "k".repeat(2049)),
        row("VAL-5, LBL-11", putStages(List.of()), "versionStages", longer(1), "[]"),
        row(
            "VAL-5, LBL-11",
            putStages(Collections.nCopies(21, "l")),
            "versionStages",
            shorter(20),
            Collections.nCopies(21, "l").toString()),
        row(
            "VAL-6",
            putStages(List.of("ok", "")),
            "versionStages",
            "Member must satisfy constraint: [Member must have length less than or equal to 256, "
                + "Member must have length greater than or equal to 1]",
            "[ok, ]"),
        row(
            "VAL-6, UR-1",
            new UntagResource("a", List.of("k".repeat(129))),
            "tagKeys",
            "Member must satisfy constraint: [Member must have length less than or equal to 128, "
                + "Member must have length greater than or equal to 1]",
            "[" + "k".repeat(129) + "]"),
        row(
            "VAL-6",
            BatchGetSecretValue.of(List.of("")),
            "secretIdList",
            "Member must satisfy constraint: [Member must have length less than or equal to 2048, "
                + "Member must have length greater than or equal to 1]",
            "[]"),
        row(
            "VAL-6, FLT-1",
            filtered("a*b"),
            "filters.1.member.values",
            "Member must satisfy constraint: [Member must have length less than or equal to 512, "
                + "Member must satisfy regular expression pattern: ^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$]",
            "[a*b]"),
        row("VAL-3, TAG-1", tagged("", "v"), "tags.1.member.key", longer(1), ""),
        row(
            "VAL-3, TAG-1",
            new TagResource("a", List.of(new Tag("ok", ""), new Tag("k".repeat(129), ""))),
            "tags.2.member.key",
            shorter(128),
            "k".repeat(129)),
        row(
            "VAL-3, TAG-1",
            tagged("k", "v".repeat(257)),
            "tags.1.member.value",
            shorter(256),
            "v".repeat(257)),
        row("VAL-3, FLT-1", filtered(), "filters.1.member.values", longer(1), "[]"),
        row(
            "FLT-1",
            filtered(Collections.nCopies(11, "v").toArray(String[]::new)),
            "filters.1.member.values",
            shorter(10),
            Collections.nCopies(11, "v").toString()),
        row("PG-1, VAL-5", list(0, null), "maxResults", atLeast(1), "0"),
        row("PG-1, VAL-5", list(101, null), "maxResults", atMost(100), "101"),
        row(
            "PG-1",
            ListSecretVersionIds.of("a").withMaxResults(101),
            "maxResults",
            atMost(100),
            "101"),
        row("PG-1", batch(21), "maxResults", atMost(20), "21"),
        row("PG-2", list(null, ""), "nextToken", longer(1), ""),
        row("PG-2", list(null, "t".repeat(4097)), "nextToken", shorter(4096), "t".repeat(4097)),
        row(
            "GRP-4",
            GetRandomPassword.byDefault().withPasswordLength(4097L),
            "passwordLength",
            atMost(4096),
            "4097"),
        row(
            "VAL-5",
            GetRandomPassword.byDefault().withExcludeCharacters("x".repeat(4097)),
            "excludeCharacters",
            shorter(4096),
            "x".repeat(4097)),
        secret("VAL-7", createWith(text("")), "secretString", longer(1)),
        secret("VAL-7", createWith(text("s".repeat(MAX + 1))), "secretString", shorter(MAX)),
        secret("VAL-7", createWith(binary(0)), "secretBinary", longer(1)),
        secret("VAL-7", createWith(binary(MAX + 1)), "secretBinary", shorter(MAX)),
        secret(
            "VAL-11",
            createWith(text("\u00e4".repeat(MAX / 2) + "s")),
            "secretString",
            shorter(MAX)));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("violations")
  void violationIsRefused(String rules, Request<?> request, String item) {
    refused(VALIDATION, "1 validation error detected: " + item, () -> secrets.call(request));
  }

  @Test
  @DisplayName("VAL-5, VAL-8, PG-5: a value that an enum lacks is refused with those it has")
  void unknownEnumValueIsRefused() {
    var refusal =
        refusal(aws, VALIDATION, () -> secrets.call(ListSecrets.all().withSortOrder("up")));

    assertThat(refusal.text())
        .startsWith(
            "1 validation error detected: Value 'up' at 'sortOrder' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [")
        .contains("asc")
        .contains("desc")
        .endsWith("]");
  }

  @Test
  @DisplayName("VAL-2: several violations are told in one text, one member may be in it twice")
  void severalViolationsAreToldTogether() {
    var request =
        ListSecrets.all()
            .withMaxResults(0)
            .withNextToken("")
            .withFilters(List.of(new Filter("name", Collections.nCopies(11, "v*"))));

    var refusal = refusal(aws, VALIDATION, () -> secrets.call(request));

    var start = "4 validation errors detected: ";
    assertThat(refusal.text()).startsWith(start);
    assertThat(refusal.text().substring(start.length()).split("; "))
        .hasSize(4)
        .allMatch(item -> item.matches("Value '.*' at '.*' failed to satisfy constraint: .*"))
        .anyMatch(item -> item.contains("at 'maxResults'"))
        .anyMatch(item -> item.contains("at 'nextToken'"))
        .anyMatch(item -> item.endsWith("Member must have length less than or equal to 10"))
        .anyMatch(item -> item.contains("Member must satisfy constraint: ["));
  }

  @Test
  @DisplayName("VAL-11: 65,536 bytes of text are accepted, whatever their characters")
  void longestValueIsAccepted() {
    var value = "\u00e4".repeat(MAX / 2);

    secrets.create("a", T, value);

    assertThat(secrets.get("a")).isEqualTo(value);
  }

  @Test
  @DisplayName("VAL-11: elsewhere characters count, not the units that encode them")
  void charactersCountElsewhere() {
    secrets.createEmpty("a", T);

    secrets.tag("a", "\ud83d\ude00".repeat(128), "v");

    assertThat(secrets.describe("a").tags()).hasSize(1);
  }

  @Test
  @DisplayName("VAL-1: the model's constraints come before the secret's existence")
  void constraintsComeFirst() {
    var refusal = refusal(aws, VALIDATION, () -> secrets.getVersion("nowhere", "short", null));

    assertThat(refusal.code().httpStatus()).isEqualTo(400);
  }

  private static Arguments row(String rules, Request<?> request, String path, String constraint) {
    return arguments(
        rules,
        request,
        "Value null at '%s' failed to satisfy constraint: %s".formatted(path, constraint));
  }

  private static Arguments row(
      String rules, Request<?> request, String path, String constraint, String value) {
    return arguments(
        rules,
        request,
        "Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
  }

  private static Arguments secret(
      String rules, Request<?> request, String path, String constraint) {
    return arguments(
        rules, request, "Value at '" + path + "' failed to satisfy constraint: " + constraint);
  }

  private static String shorter(int max) {
    return "Member must have length less than or equal to " + max;
  }

  private static String longer(int min) {
    return "Member must have length greater than or equal to " + min;
  }

  private static String atMost(int max) {
    return "Member must have value less than or equal to " + max;
  }

  private static String atLeast(int min) {
    return "Member must have value greater than or equal to " + min;
  }

  private static Request<?> create(String name, SecretValue value) {
    return CreateSecret.of(name, T).withSecretString(value);
  }

  private static Request<?> createWith(SecretValue value) {
    return value.isText() ? create("a", value) : CreateSecret.of("a", T).withSecretBinary(value);
  }

  private static Request<?> put(String token) {
    return PutSecretValue.of("a", token).withSecretString(text("one"));
  }

  private static Request<?> putStages(List<String> stages) {
    return PutSecretValue.of("a", T).withSecretString(text("one")).withVersionStages(stages);
  }

  private static Request<?> tagged(String key, String value) {
    return new TagResource("a", List.of(new Tag(key, value)));
  }

  private static Request<?> filtered(String... values) {
    var filters = List.of(new Filter("name", List.of(values)));
    return ListSecrets.all().withFilters(filters);
  }

  private static Request<?> list(Integer maxResults, String nextToken) {
    return ListSecrets.all().withMaxResults(maxResults).withNextToken(nextToken);
  }

  private static Request<?> batch(int maxResults) {
    var filters = List.of(new Filter("name", List.of("a")));
    return BatchGetSecretValue.matching(filters).withMaxResults(maxResults);
  }

  private static SecretValue text(String text) {
    return SecretValue.ofText(text);
  }

  private static SecretValue binary(int length) {
    return SecretValue.ofBinary(new byte[length]);
  }
}
