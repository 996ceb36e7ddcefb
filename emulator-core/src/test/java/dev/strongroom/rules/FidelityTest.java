package dev.strongroom.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.wire.HttpApi;
import dev.strongroom.wire.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/FIDELITY.md} has a row for each operation, and names rules that exist. */
class FidelityTest {

  private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)$(.*?)(?=^## |\\z)");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\w+) \\| (faithful|partial|unknown|refused) \\| (.*?) \\|");
  private static final Pattern RULES =
      Pattern.compile("\\b([A-Z]{2,6})-([0-9]+)(?: to \\1-([0-9]+))?");

  /** An operation's row. */
  record Row(String service, String operation, String how, String rules) {

    @Override
    public String toString() {
      return service + ":" + operation;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Secrets Manager, secretsmanager",
    "KMS, kms",
    "STS, sts",
    "IAM, iam",
    "Systems Manager, ssm",
    "CloudTrail, cloudtrail"
  })
  void everyOperationOfTheModelHasItsRow(String service, String model) throws IOException {
    assertThat(rows().filter(row -> row.service().equals(service)).map(Row::operation))
        .doesNotHaveDuplicates()
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(operationsOf(model));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void rowNamesRulesThatExist(Row row) {
    var known = Rule.all().stream().map(Rule::id).collect(toSet());

    assertThat(rulesIn(row.rules())).isSubsetOf(known);
    if (!row.how().equals("refused")) {
      assertThat(rulesIn(row.rules())).isNotEmpty();
    }
  }

  /** A rule of one operation, as its section's name says, is in that operation's row. */
  @Test
  void everyRuleOfAnOperationIsInItsRow() throws IOException {
    var operations =
        Map.ofEntries(
            Map.entry("CS", "CreateSecret"),
            Map.entry("GSV", "GetSecretValue"),
            Map.entry("BGSV", "BatchGetSecretValue"),
            Map.entry("PSV", "PutSecretValue"),
            Map.entry("US", "UpdateSecret"),
            Map.entry("USVS", "UpdateSecretVersionStage"),
            Map.entry("DS", "DescribeSecret"),
            Map.entry("LS", "ListSecrets"),
            Map.entry("LSVI", "ListSecretVersionIds"),
            Map.entry("DEL", "DeleteSecret"),
            Map.entry("RS", "RestoreSecret"),
            Map.entry("TR", "TagResource"),
            Map.entry("UR", "UntagResource"),
            Map.entry("GRP", "GetRandomPassword"));
    var named =
        rows()
            .filter(row -> row.service().equals("Secrets Manager"))
            .collect(toMap(Row::operation, row -> rulesIn(row.rules())));

    assertThat(Rule.all())
        .filteredOn(rule -> operations.containsKey(rule.section()))
        .allSatisfy(
            rule -> assertThat(named.get(operations.get(rule.section()))).contains(rule.id()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void whatIsRefusedIsSaidToBeRefused(Row row) {
    var target =
        switch (row.service()) {
          case "Secrets Manager" -> "secretsmanager.";
          case "KMS" -> "TrentService.";
          case "Systems Manager" -> "AmazonSSM.";
          case "CloudTrail" -> "CloudTrail_20131101.";
          default -> null;
        };
    if (target != null) {
      assertThat(answer(target + row.operation()).contains("UnknownOperationException"))
          .isEqualTo(row.how().equals("refused"));
    }
  }

  static Stream<Row> rows() throws IOException {
    var text = Files.readString(Repository.ROOT.resolve("docs/FIDELITY.md"));
    var rows = new ArrayList<Row>();
    for (var section : SECTION.matcher(text).results().toList()) {
      ROW.matcher(section.group(2))
          .results()
          .map(row -> new Row(section.group(1), row.group(1), row.group(2), row.group(3)))
          .forEach(rows::add);
    }
    return rows.stream();
  }

  private static List<String> rulesIn(String text) {
    var rules = new ArrayList<String>();
    for (var rule : RULES.matcher(text).results().toList()) {
      int first = Integer.parseInt(rule.group(2));
      int last = rule.group(3) == null ? first : Integer.parseInt(rule.group(3));
      for (int number = first; number <= last; number++) {
        rules.add(rule.group(1) + "-" + number);
      }
    }
    return rules;
  }

  private static Set<String> operationsOf(String model) throws IOException {
    try (var json = FidelityTest.class.getResourceAsStream("/model/" + model + ".json")) {
      var names = new TreeSet<String>();
      new ObjectMapper().readTree(json).get("operations").fieldNames().forEachRemaining(names::add);
      return names;
    }
  }

  private static String answer(String target) {
    try (var aws = SecretsEmulator.create()) {
      var headers =
          Map.of(
              "X-Amz-Target", List.of(target),
              "Content-Type", List.of("application/x-amz-json-1.1"));
      var request = new HttpRequest("POST", "/", headers, "{}".getBytes(UTF_8));
      return new String(HttpApi.of(aws).answer(request).body(), UTF_8);
    }
  }
}
