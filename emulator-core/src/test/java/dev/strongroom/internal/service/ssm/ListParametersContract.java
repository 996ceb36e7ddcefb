package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.DescribeParameters.ParameterMetadata;
import dev.strongroom.internal.service.ssm.api.DescribeParameters.ParametersFilter;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.GetParametersByPath;
import dev.strongroom.internal.service.ssm.api.LabelParameterVersion;
import dev.strongroom.internal.service.ssm.api.Parameter;
import dev.strongroom.internal.service.ssm.api.ParameterStringFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class ListParametersContract extends SsmContract {

  private static final String PATH =
      "The parameter doesn't meet the parameter name requirements. The parameter name must begin"
          + " with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\""
          + " (case-insensitive). It must use only letters, numbers, or the following symbols: ."
          + " (period), - (hyphen), _ (underscore). Special characters are not allowed. All"
          + " sub-paths, if specified, must use the forward slash symbol \"/\". Valid example:"
          + " /get/parameters2-/by1./path0_.";

  private void hierarchy() {
    put("plain", "x");
    put("/prod", "x");
    put("/prod/db/host", "x");
    put(Puts.of("/prod/db/hosts", "StringList", "a,b"));
    put(Puts.secure("/prod/token", "x").tag("team", "shop"));
    put(Puts.of("/production/x", "String", "x").tier("Advanced"));
  }

  private static GetParametersByPath byPath(String path, @Nullable Boolean recursive) {
    return new GetParametersByPath(path, recursive, null, null, null, null);
  }

  private List<String> below(String path, @Nullable Boolean recursive) {
    return call(byPath(path, recursive)).parameters().stream().map(Parameter::name).toList();
  }

  private List<String> described(ParameterStringFilter... filters) {
    return call(new DescribeParameters(null, List.of(filters), null, null, null))
        .parameters()
        .stream()
        .map(ParameterMetadata::name)
        .toList();
  }

  private static ParameterStringFilter filter(
      String key, @Nullable String option, String... values) {
    return new ParameterStringFilter(key, option, values.length == 0 ? null : List.of(values));
  }

  @Test
  @DisplayName("SSM-19: a path has what is one level below it, or all levels")
  void paths() {
    hierarchy();

    assertThat(below("/prod", null)).containsExactly("/prod/token");
    assertThat(below("/prod/", null)).containsExactly("/prod/token");
    assertThat(below("/prod", true))
        .containsExactly("/prod/db/host", "/prod/db/hosts", "/prod/token");
    assertThat(below("/", null)).containsExactly("/prod", "plain");
    assertThat(below("/", true)).hasSize(6);
    assertThat(below("/none", true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "/a b", "/a//b", "arn:x"})
  @DisplayName("SSM-19: a malformed path is refused")
  void malformedPaths(String path) {
    refused(ErrorCode.VALIDATION, PATH, byPath(path, null));
  }

  @Test
  @DisplayName("SSM-29: lists are in pages, which belong to their list")
  void pages() {
    for (int i = 10; i < 35; i++) {
      put("/p/" + i, "x");
    }
    var found = new ArrayList<String>();
    String token = null;
    int pages = 0;
    do {
      var page = call(new GetParametersByPath("/p", null, null, null, null, token));
      page.parameters().forEach(parameter -> found.add(parameter.name()));
      token = page.nextToken();
      pages++;
    } while (token != null);
    assertThat(pages).isEqualTo(3);
    assertThat(found).hasSize(25).isSorted().doesNotHaveDuplicates();
    var first = call(new DescribeParameters(null, null, 20, null, null));
    assertThat(first.parameters()).hasSize(20);
    assertThat(call(new DescribeParameters(null, null, 20, first.nextToken(), null)).parameters())
        .hasSize(5);
    refused(
        ErrorCode.INVALID_PAGE_TOKEN,
        "The specified token isn't valid.",
        new GetParametersByPath("/p", null, null, null, null, first.nextToken()));
  }

  @Test
  @DisplayName("SSM-29: a history is in pages, oldest first")
  void history() {
    put("db", "1");
    put(Puts.over("db", "2"));
    put(Puts.over("db", "3"));

    var first = call(new GetParameterHistory("db", null, 2, null));
    var second = call(new GetParameterHistory("db", null, 2, first.nextToken()));

    assertThat(first.parameters())
        .extracting(each -> each.value().text())
        .containsExactly("1", "2");
    assertThat(second.parameters()).extracting(each -> each.value().text()).containsExactly("3");
    assertThat(second.nextToken()).isNull();
    refused(ErrorCode.PARAMETER_NOT_FOUND, "", new GetParameterHistory("no", null, null, null));
  }

  @ParameterizedTest(name = "SSM-20: {0} {1} {2}")
  @CsvSource({
    "Name,     ,           /prod,          /prod",
    "Name,     Equals,     /plain,         plain",
    "Name,     BeginsWith, /prod/db,       /prod/db/host /prod/db/hosts",
    "Name,     Contains,   ost,            /prod/db/host /prod/db/hosts",
    "Type,     ,           SecureString,   /prod/token",
    "KeyId,    ,           alias/aws/ssm,  /prod/token",
    "Tier,     ,           Advanced,       /production/x",
    "DataType, ,           none,           ''",
    "Path,     ,           /prod/db,       /prod/db/host /prod/db/hosts",
    "Path,     Recursive,  /prod,          /prod/db/host /prod/db/hosts /prod/token",
    "tag:team, ,           shop,           /prod/token",
    "tag:team, BeginsWith, s,              /prod/token",
    "tag:team, ,           ,               /prod/token",
    "tag:none, ,           ,               ''",
  })
  void filters(String key, @Nullable String option, @Nullable String value, String found) {
    hierarchy();

    var filter = value == null ? filter(key, option) : filter(key, option, value);

    assertThat(String.join(" ", described(filter))).isEqualTo(found);
  }

  @Test
  @DisplayName("SSM-20: filters of both forms: all of them count, and any value of each")
  void severalFilters() {
    hierarchy();

    assertThat(
            described(
                filter("Type", null, "String", "StringList"), filter("Path", null, "/prod/db")))
        .containsExactly("/prod/db/host", "/prod/db/hosts");
    var older =
        new DescribeParameters(
            List.of(new ParametersFilter("Name", List.of("/prod/db"))), null, null, null, null);
    assertThat(call(older).parameters()).hasSize(2);
    refused(
        ErrorCode.VALIDATION,
        "You can use either Filters or ParameterFilters in a single request.",
        new DescribeParameters(
            List.of(new ParametersFilter("Name", List.of("x"))),
            List.of(filter("Name", null, "x")),
            null,
            null,
            null));
  }

  @Test
  @DisplayName("SSM-20: by path there are filters for type, key and label")
  void filtersByPath() {
    hierarchy();
    put(Puts.over("/prod/token", "later"));
    call(new LabelParameterVersion("/prod/token", 1L, List.of("live")));

    var labelled =
        call(
            new GetParametersByPath(
                "/prod", true, List.of(filter("Label", null, "live")), true, null, null));

    assertThat(labelled.parameters()).extracting(SsmContract::text).containsExactly("x");
    refused(
        ErrorCode.INVALID_FILTER_KEY,
        "The following filter key is not valid: Name. Valid filter keys include: [Type, KeyId].",
        new GetParametersByPath(
            "/prod", true, List.of(filter("Name", null, "live")), true, null, null));
  }

  @ParameterizedTest(name = "SSM-20: {0} {1} {2}: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "Label; ; x; INVALID_FILTER_KEY; The following filter key is not valid: Label. Valid filter keys include: [Path, Name, Type, KeyId, Tier].",
        "Name; ; ; INVALID_FILTER_VALUE; The following filter values are missing : null for filter key Name.",
        "Path; Equals; /a; INVALID_FILTER_OPTION; The following filter option is not valid: Equals. Valid options include: [Recursive, OneLevel].",
        "Type; Contains; String; INVALID_FILTER_OPTION; The following filter option is not valid: Contains. Valid options include: [BeginsWith, Equals].",
        "Type; ; Text; INVALID_FILTER_OPTION; The following filter value is not valid: Text. Valid values include: [String, StringList, SecureString].",
        "Tier; ; Cheap; INVALID_FILTER_OPTION; The following filter value is not valid: Cheap. Valid values include: [Standard, Advanced, Intelligent-Tiering].",
        "Path; ; /aws/x; VALIDATION; Filters for common parameters can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). When using global parameters, please specify within a global namespace.",
      })
  void filterRefusals(
      String key, @Nullable String option, @Nullable String value, ErrorCode code, String text) {
    var filter = value == null ? filter(key, option) : filter(key, option, value);

    refused(code, text, new DescribeParameters(null, List.of(filter), null, null, null));
  }

  @Test
  @DisplayName("SSM-20: a filter is there once")
  void duplicateFilters() {
    refused(
        ErrorCode.INVALID_FILTER_KEY,
        "The following filter is duplicated in the request: Name. A request can contain only one"
            + " occurrence of a specific filter.",
        new DescribeParameters(
            null,
            Arrays.asList(filter("Name", null, "a"), filter("Name", null, "b")),
            null,
            null,
            null));
  }

  @Test
  @DisplayName("SSM-20: nothing is shared with anybody")
  void shared() {
    hierarchy();

    assertThat(call(new DescribeParameters(null, null, null, null, true)).parameters()).isEmpty();
  }
}
