package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.internal.service.ssm.api.AddTagsToResource;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.LabelParameterVersion;
import dev.strongroom.internal.service.ssm.api.ListTagsForResource;
import dev.strongroom.internal.service.ssm.api.RemoveTagsFromResource;
import dev.strongroom.internal.service.ssm.api.Tag;
import dev.strongroom.internal.service.ssm.api.UnlabelParameterVersion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class LabelsAndTagsContract extends SsmContract {

  @BeforeEach
  void twoVersions() {
    put(Puts.of("db", "String", "first").tag("team", "shop"));
    put(Puts.over("db", "second"));
  }

  private List<List<String>> labels() {
    return call(new GetParameterHistory("db", null, null, null)).parameters().stream()
        .map(GetParameterHistory.ParameterHistory::labels)
        .toList();
  }

  private List<Tag> tags() {
    return call(new ListTagsForResource("Parameter", "db")).tagList();
  }

  @Test
  @DisplayName("SSM-22: a label is on one version, by default on the newest, and moves")
  void labelsMove() {
    var first = call(new LabelParameterVersion("db", 1L, List.of("live", "tested")));
    assertThat(first.parameterVersion()).isEqualTo(1);
    assertThat(first.invalidLabels()).isEmpty();

    call(new LabelParameterVersion("db", null, List.of("live")));

    assertThat(labels()).containsExactly(List.of("tested"), List.of("live"));
  }

  @Test
  @DisplayName("SSM-22: labels that begin with a digit, aws or ssm are invalid, and no error")
  void invalidLabels() {
    var result =
        call(
            new LabelParameterVersion(
                "db", 1L, List.of("1st", "awsLive", "SSM", "a b", "fine-1_a.b")));

    assertThat(result.invalidLabels()).containsExactly("1st", "awsLive", "SSM", "a b");
    assertThat(labels()).containsExactly(List.of("fine-1_a.b"), List.of());
  }

  @Test
  @DisplayName("SSM-22: ten labels a version; parameter and version have to be there")
  void refusals() {
    var ten = IntStream.range(0, 10).mapToObj(i -> "l" + i).toList();
    call(new LabelParameterVersion("db", 1L, ten));

    refused(
        ErrorCode.PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED,
        "A parameter version can have maximum 10 labels.Move one or more labels to another version"
            + " and try again.",
        new LabelParameterVersion("db", 1L, List.of("more")));
    refused(
        ErrorCode.PARAMETER_VERSION_NOT_FOUND,
        "Systems Manager could not find version 5 of db. Verify the version and try again.",
        new LabelParameterVersion("db", 5L, List.of("more")));
    refused(
        ErrorCode.PARAMETER_NOT_FOUND, "", new LabelParameterVersion("no", 1L, List.of("more")));
    refused(
        ErrorCode.PARAMETER_NOT_FOUND, "", new UnlabelParameterVersion("no", 1L, List.of("more")));
  }

  @Test
  @DisplayName("SSM-22: only labels of the version are removed")
  void unlabelling() {
    call(new LabelParameterVersion("db", 1L, List.of("live", "tested")));

    var result = call(new UnlabelParameterVersion("db", 1L, List.of("tested", "other")));

    assertThat(result.removedLabels()).containsExactly("tested");
    assertThat(result.invalidLabels()).containsExactly("other");
    assertThat(labels()).containsExactly(List.of("live"), List.of());
  }

  @Test
  @DisplayName("SSM-23: tags are added, changed and removed")
  void tagging() {
    call(new AddTagsToResource("Parameter", "db", List.of(new Tag("env", "test"))));
    call(new AddTagsToResource("Parameter", "db", List.of(new Tag("team", "search"))));
    assertThat(tags()).containsExactly(new Tag("env", "test"), new Tag("team", "search"));

    call(new RemoveTagsFromResource("Parameter", "db", List.of("env", "none")));

    assertThat(tags()).containsExactly(new Tag("team", "search"));
  }

  @Test
  @DisplayName("SSM-23: fifty tags, none of AWS's, and only of parameters")
  void tagRefusals() {
    refused(ErrorCode.INVALID_RESOURCE_ID, "", new ListTagsForResource("Parameter", "none"));
    refused(ErrorCode.INVALID_RESOURCE_TYPE, "", new ListTagsForResource("Document", "db"));
    refused(
        ErrorCode.VALIDATION,
        "aws: prefixed tag key names are not allowed for external use.",
        new AddTagsToResource("Parameter", "db", List.of(new Tag("AWS:x", "y"))));
    refused(
        ErrorCode.TOO_MANY_TAGS,
        "",
        new AddTagsToResource(
            "Parameter",
            "db",
            IntStream.range(0, 50).mapToObj(i -> new Tag("t" + i, "")).toList()));
  }
}
