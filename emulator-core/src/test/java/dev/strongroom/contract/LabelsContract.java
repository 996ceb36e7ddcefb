package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staging labels: where they are after puts, updates and moves, and which moves are refused. */
public abstract class LabelsContract extends Contract {

  private static final String V1 = Secrets.token(1);
  private static final String V2 = Secrets.token(2);
  private static final String V3 = Secrets.token(3);
  private static final String UNKNOWN = Secrets.token(99);

  /**
   * Each step that brings a value makes the next version: V1, V2, ... CUR, PREV and PEND stand for
   * AWS's own labels; a version without labels is deprecated.
   */
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SEQ-1  | create, update                                               | V1[PREV] V2[CUR]
          SEQ-2  | create, put, put, put                                        | V1[] V2[] V3[PREV] V4[CUR]
          SEQ-3  | create, put PEND                                             | V1[CUR] V2[PEND]
          SEQ-4  | create, put PEND, move CUR V1 V2                             | V1[PREV] V2[CUR PEND]
          SEQ-5  | create, put PEND, move CUR V1 V2, put                        | V1[] V2[PREV] V3[CUR]
          SEQ-6  | create, put PEND, move CUR V1 V2, put PEND                   | V1[PREV] V2[CUR] V3[PEND]
          SEQ-7  | create, put PEND, move CUR V1 V2, put PEND, move CUR V2 V3   | V1[] V2[PREV] V3[CUR PEND]
          SEQ-8  | create, put AWSSOMETHING PEND PUT1, move CUR V1 V2           | V1[PREV] V2[CUR PEND AWSSOMETHING PUT1]
          SEQ-9  | create, put AWSSOMETHING PEND PUT1, move CUR V1 V2, put PEND PUT2, move CUR V2 V3 | V1[] V2[PREV AWSSOMETHING PUT1] V3[CUR PEND PUT2]
          SEQ-10 | create, put CUR PUT0                                         | V1[PREV] V2[CUR PUT0]
          SEQ-11 | create, put CUR PUT0, put PEND PUT1, move CUR V2 V3          | V1[] V2[PREV PUT0] V3[CUR PEND PUT1]
          SEQ-12 | create, put CUR PUT0, put PEND PUT1, move CUR V2 V3, put PEND PUT2, move CUR V3 V4 | V1[] V2[PUT0] V3[PREV PUT1] V4[CUR PEND PUT2]
          SEQ-13 | create, put one two three, put one two three four            | V1[CUR] V2[] V3[one two three four]
          SEQ-14 | create, put one two three, put one two four                  | V1[CUR] V2[three] V3[one two four]
          SEQ-15 | create, put PENDING, move CUR V1 V2, remove PENDING V2       | V1[PREV] V2[CUR]
          SEQ-16 | create-empty, put                                            | V1[CUR]
          SEQ-17 | create, put PEND, move CUR V1 V2, remove PEND V2             | V1[PREV] V2[CUR]

          LBL-1  | create, put x, put x                                         | V1[CUR] V2[] V3[x]
          LBL-2  | create-empty, put x                                          | V1[CUR x]
          LBL-2  | create-empty, update                                         | V1[CUR]
          LBL-3  | create, put, put x, move CUR V2 V3                           | V1[] V2[PREV] V3[CUR x]
          LBL-4  | create, put x y                                              | V1[CUR] V2[x y]
          LBL-5  | create, put CUR PUT0                                         | V1[PREV] V2[CUR PUT0]
          LBL-6  | create, put CUR PUT0, put x, move CUR V2 V3                  | V1[] V2[PREV PUT0] V3[CUR x]
          LBL-7  | create, put CUR PEND, put                                    | V1[] V2[PREV] V3[CUR]
          LBL-7  | create, put CUR PEND, update                                 | V1[] V2[PREV] V3[CUR]
          LBL-7  | create, put PEND, put                                        | V1[PREV] V2[PEND] V3[CUR]
          LBL-8  | create, put CUR x, put                                       | V1[] V2[PREV x] V3[CUR]
          LBL-8  | create, put CUR x, update                                    | V1[] V2[PREV x] V3[CUR]
          LBL-9  | create, put PEND, move CUR V1 V2                             | V1[PREV] V2[CUR PEND]
          LBL-10 | create, put AWSSOMETHING                                     | V1[CUR] V2[AWSSOMETHING]
          LBL-12 | create, put, move CUR V2 V1                                  | V1[CUR] V2[PREV]
          LBL-12 | create, put, move CUR V2 V1, move CUR V1 V2                  | V1[PREV] V2[CUR]
          PSV-2  | create, put one two, put two                                 | V1[CUR] V2[one] V3[two]
          PSV-2  | create, put one two, put two one                             | V1[CUR] V2[] V3[one two]
          PSV-6  | create, put one one                                          | V1[CUR] V2[one]
          PSV-8  | create, put PREV                                             | V1[CUR] V2[PREV]
          USVS-1 | create, put x, move y - V1                                   | V1[CUR y] V2[x]
          USVS-2 | create, put x, move x V2 V1                                  | V1[CUR x] V2[]
          USVS-5 | create, put, put x, remove x V3                              | V1[PREV] V2[CUR] V3[]
          USVS-5 | create, put, remove PREV V1                                  | V1[] V2[CUR]
          USVS-8 | create, put, move CUR - V2                                   | V1[PREV] V2[CUR]
          USVS-8 | create, put, move CUR V2 V2                                  | V1[PREV] V2[CUR]
          USVS-12 | create, put x, remove x V2, move y - V2                     | V1[CUR] V2[y]
          """)
  void labelsAfterTheSteps(String rule, String steps, String state) {
    take(steps);

    assertThat(described()).isEqualTo(labelled(state(state)));
    assertThat(listed(true)).isEqualTo(state(state));
    assertThat(listed(false)).isEqualTo(labelled(state(state))); // VER-1
  }

  @Test
  @DisplayName("USVS-2: a move answers ARN and name only")
  void moveAnswersArnAndName() {
    var arn = secrets.create("a", V1, "one").arn();

    var answer = secrets.call(UpdateSecretVersionStage.of("a", "x").withMoveToVersionId(V1));

    assertThat(answer).isEqualTo(new UpdateSecretVersionStage.Result(arn, "a"));
  }

  @ParameterizedTest(name = "USVS-3: {0} can't leave its version unmentioned")
  @CsvSource({"AWSCURRENT", "AWSPREVIOUS", "x"})
  void moveWithoutTheHolderIsRefused(String label) {
    take("create, put, put x");
    var holder = Map.of("AWSPREVIOUS", V1, "AWSCURRENT", V2, "x", V3).get(label);
    var other = label.equals("x") ? V1 : V3;

    refused(
        INVALID_PARAMETER,
        ("The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached to version %s, "
                + "so you must explicitly reference that version in RemoveFromVersionId.")
            .formatted(label, holder),
        () -> secrets.move("a", label, null, other));
  }

  @ParameterizedTest(name = "USVS-4: {0} can't be moved from a version that lacks it")
  @CsvSource({"AWSCURRENT", "x", "nowhere"})
  void moveFromAnotherVersionIsRefused(String label) {
    take("create, put, put x");

    refused(
        INVALID_PARAMETER,
        ("When you move staging label %1$s, if you specify RemoveFromVersionId, it must be set to the version that "
                + "currently has the staging label %1$s.")
            .formatted(label),
        () -> secrets.move("a", label, V1, V3));
  }

  @Test
  @DisplayName("USVS-6: AWSCURRENT can't be removed, wherever it is said to be")
  void currentCannotBeRemoved() {
    take("create, put");
    var text =
        "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.";

    refused(INVALID_PARAMETER, text, () -> secrets.remove("a", "AWSCURRENT", V2));
    refused(INVALID_PARAMETER, text, () -> secrets.remove("a", "AWSCURRENT", V1));
  }

  @Test
  @DisplayName("USVS-7: a label can't be removed from a version that lacks it")
  void labelThatIsNotThereCannotBeRemoved() {
    take("create, put x");

    refused(
        INVALID_PARAMETER,
        "Staging label x is not attached to version " + V1 + ".",
        () -> secrets.remove("a", "x", V1));
  }

  @Test
  @DisplayName("USVS-9: a move needs a version to move to or to remove from")
  void moveOfNothingIsRefused() {
    take("create");

    refused(
        INVALID_PARAMETER,
        "You must specify MoveToVersionId, RemoveFromVersionId, or both.",
        () -> secrets.move("a", "AWSCURRENT", null, null));
  }

  @Test
  @DisplayName("USVS-10: an unknown version is refused, to or from, and AWSCURRENT stays")
  void unknownVersionIsRefused() {
    take("create, put");
    var text = "Secrets Manager can't find the specified secret value for VersionId: " + UNKNOWN;

    refused(RESOURCE_NOT_FOUND, text, () -> secrets.move("a", "AWSCURRENT", V2, UNKNOWN));
    refused(RESOURCE_NOT_FOUND, text, () -> secrets.move("a", "AWSCURRENT", UNKNOWN, V1));
    refused(RESOURCE_NOT_FOUND, text, () -> secrets.remove("a", "x", UNKNOWN));
  }

  @Test
  @DisplayName("USVS-12, VER-2: a deprecated version gets AWSCURRENT back")
  void deprecatedVersionBecomesCurrentAgain() {
    take("create, put, put");

    secrets.move("a", "AWSCURRENT", V3, V1);

    assertThat(listed(true)).isEqualTo(state("V1[CUR] V2[] V3[PREV]"));
    assertThat(secrets.get("a")).isEqualTo("value 1");
  }

  @Test
  @DisplayName("LBL-10: a label of 256 characters of any kind is accepted")
  void labelMayBeLongAndOfAnyCharacters() {
    var label = "\u00e4 \u20ac/*".repeat(51) + "!";
    secrets.create("a", V1, "one");

    secrets.put("a", V2, "two", label);

    assertThat(label).hasSize(256);
    assertThat(secrets.getVersion("a", null, label).versionId()).isEqualTo(V2);
  }

  @Test
  @DisplayName("LBL-11: a secret has at most 20 labels, over all its versions")
  void labelsOfAllVersionsAreLimited() {
    secrets.create("a", V1, "one");
    secrets.put("a", V2, "two", labels(1, 10));
    secrets.put("a", V3, "three", labels(11, 19));
    var text = "You can't have more than 20 staging labels on a secret.";

    refused(LIMIT_EXCEEDED, text, () -> secrets.move("a", "more", null, V1));
    refused(LIMIT_EXCEEDED, text, () -> secrets.put("a", UNKNOWN, "more", "more"));
    refused(LIMIT_EXCEEDED, text, () -> secrets.put("a", UNKNOWN, "more")); // for AWSPREVIOUS
    refused(LIMIT_EXCEEDED, text, () -> secrets.update("a", UNKNOWN, "more"));
    secrets.move("a", "label1", V2, V1);

    assertThat(secrets.stages("a").values().stream().mapToInt(List::size).sum()).isEqualTo(20);
  }

  private static String[] labels(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> "label" + i).toArray(String[]::new);
  }

  private void take(String steps) {
    int versions = 0;
    for (var step : steps.split(", ")) {
      var words = Stream.of(step.split(" ")).map(LabelsContract::label).toList();
      switch (words.get(0)) {
        case "create" -> secrets.create("a", Secrets.token(++versions), "value " + versions);
        case "create-empty" -> secrets.createEmpty("a", UNKNOWN);
        case "update" -> secrets.update("a", Secrets.token(++versions), "value " + versions);
        case "put" ->
            secrets.put(
                "a",
                Secrets.token(++versions),
                "value " + versions,
                words.stream().skip(1).toArray(String[]::new));
        case "move" -> secrets.move("a", words.get(1), id(words.get(2)), id(words.get(3)));
        case "remove" -> secrets.remove("a", words.get(1), id(words.get(2)));
        default -> throw new IllegalArgumentException("No such step: " + step);
      }
    }
  }

  private static String id(String version) {
    return version.equals("-") ? null : Secrets.token(Integer.parseInt(version.substring(1)));
  }

  private static String label(String text) {
    return switch (text) {
      case "CUR" -> "AWSCURRENT";
      case "PREV" -> "AWSPREVIOUS";
      case "PEND" -> "AWSPENDING";
      default -> text;
    };
  }

  /** Version id to labels, as a text like {@code V1[] V2[CUR x]} says. */
  private static Map<String, Set<String>> state(String text) {
    return Pattern.compile("(V[0-9]+)\\[(.*?)\\]")
        .matcher(text)
        .results()
        .collect(
            Collectors.toMap(
                version -> id(version.group(1)),
                version ->
                    Stream.of(version.group(2).split(" "))
                        .filter(label -> !label.isEmpty())
                        .map(LabelsContract::label)
                        .collect(Collectors.toSet())));
  }

  private static Map<String, Set<String>> labelled(Map<String, Set<String>> state) {
    var labelled = new HashMap<>(state);
    labelled.values().removeIf(Set::isEmpty);
    return labelled;
  }

  private Map<String, Set<String>> described() {
    var described = new HashMap<String, Set<String>>();
    secrets
        .describe("a")
        .versionIdsToStages()
        .forEach((id, labels) -> described.put(id, Set.of(labels.toArray(String[]::new))));
    return described;
  }

  private Map<String, Set<String>> listed(boolean includeDeprecated) {
    var listed = new HashMap<String, Set<String>>();
    for (var version :
        secrets
            .call(ListSecretVersionIds.of("a").withIncludeDeprecated(includeDeprecated))
            .versions()) {
      var labels = version.versionStages();
      assertThat(labels).as("labels are absent, not empty").isNotEqualTo(List.of());
      listed.put(
          version.versionId(), labels == null ? Set.of() : Set.of(labels.toArray(String[]::new)));
    }
    return listed;
  }
}
