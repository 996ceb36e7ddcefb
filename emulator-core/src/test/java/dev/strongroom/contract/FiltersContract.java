package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters of ListSecrets and BatchGetSecretValue: prefixes, words, negation, combination. */
public abstract class FiltersContract extends Contract {

  @ParameterizedTest(name = "{0}: description {1} in ''{2}'': {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FLT-5 | a             | a secret                | true
          FLT-5 | a             | an secret               | true
          FLT-5 | a             | asecret                 | true
          FLT-5 | a             | thesecret               | false
          FLT-5 | a secret      | a secret                | true
          FLT-5 | a secret      | an secret               | true
          FLT-5 | a secret      | asecret                 | false
          FLT-5 | a secret      | thesecret               | false
          FLT-5 | o t           | one and two             | true
          FLT-5 | t o           | one and two             | true
          FLT-5 | SECRET        | a secret                | true
          FLT-5 | sec           | A SECRET                | true
          FLT-7 | ret           | Secret                  | false
          FLT-7 | compan        | COMPANYthings           | true
          FLT-7 | ythings       | COMPANYthings           | true
          FLT-7 | company       | COMPANYthings           | false
          FLT-7 | things        | COMPANYthings           | false
          FLT-7 | COMPANYthings | COMPANYthings           | true
          FLT-7 | tag           | SecretFTag              | true
          FLT-7 | f             | SecretFTag              | true
          FLT-7 | ftag          | SecretFTag              | false
          FLT-7 | secretf       | SecretFTag              | false
          FLT-7 | FTag Secret   | SecretFTag              | true
          FLT-7 | database      | myDatabase              | true
          FLT-7 | mydatabase    | myDatabase              | false
          FLT-7 | 2023          | db2023                  | true
          FLT-7 | db2023        | db2023                  | true
          FLT-7 | b2023         | db2023                  | false
          FLT-7 | c             | abC                     | true
          FLT-7 | b             | a1B                     | false
          FLT-7 | 1b            | a1B                     | true
          FLT-7 | nd            | 2nd                     | false
          FLT-7 | 2nd           | 2nd                     | true
          FLT-7 | +             | a + b                   | false
          FLT-7 | c/b           | a+b-c                   | true
          FLT-8 | e             | a_b-c.d/e               | true
          FLT-8 | a.e           | a_b-c.d/e               | true
          FLT-8 | x y           | x_a/y                   | true
          """)
  void descriptionIsSearchedByWords(String rule, String value, String description, boolean found) {
    create("a", description);

    assertThat(secrets.list(filter("description", value)))
        .isEqualTo(found ? List.of("a") : List.of());
  }

  @ParameterizedTest(name = "{0}: {1} {2} finds {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FLT-4  | name           | /            | /one
          FLT-4  | name           | One/two      | One/two
          FLT-4  | name           | one          |
          FLT-4  | name           | two          | two-a
          FLT-4  | name           | two a        |
          FLT-5  | description    | b            |
          FLT-6  | all            | one          | /one One/two
          FLT-6  | all            | one first    |
          FLT-6  | all            | one two      | One/two
          FLT-6  | all            | blue         | two-a
          FLT-6  | all            | team owner   | /one two-a
          FLT-6  | all            | a            | two-a
          FLT-9  | tag-key        | Team         | /one
          FLT-9  | tag-key        | team         | two-a
          FLT-9  | tag-key        | Owner        |
          FLT-9  | tag-value      | Bl           | two-a
          FLT-9  | tag-value      | bl           |
          FLT-9  | primary-region | us           |
          FLT-9  | owning-service | rds          |
          FLT-10 | name           | !/           | One/two two-a
          FLT-10 | name           | !t           | /one One/two
          FLT-10 | description    | !first       | One/two two-a
          FLT-10 | description    | !nothing     | /one One/two two-a
          FLT-10 | tag-key        | !Team        | One/two two-a
          FLT-10 | all            | !one         | two-a
          FLT-11 | tag-value      | !Bl          | /one One/two
          FLT-11 | owning-service | !rds         | /one One/two two-a
          FLT-11 | primary-region | !us          | /one One/two two-a
          """)
  void filterFinds(String rule, String key, String value, String names) {
    create("/one", "the first", new Tag("Team_Owner", "red"));
    create("One/two", "the second");
    create("two-a", null, new Tag("team_owner", "Blue"));

    assertThat(secrets.list(filter(key, value)))
        .isEqualTo(names == null ? List.of() : List.of(names.split(" ")));
  }

  @Test
  @DisplayName("FLT-4: a name is searched by its beginning, not by words")
  void nameIsNotSearchedByWords() {
    create("testing1-one", null);
    create("one", null);

    assertThat(secrets.list(filter("name", "testing1 one"))).isEmpty();
    assertThat(secrets.list(filter("name", "one"))).containsExactly("one");
  }

  @Test
  @DisplayName("FLT-10: a negated description finds what has no such word")
  void negatedDescription() {
    Stream.of("a secret", "an secret", "asecret", "thesecret")
        .forEach(text -> create(text.replace(' ', '-'), text));

    assertThat(secrets.list(filter("description", "!a"))).containsExactly("thesecret");
    assertThat(secrets.list(filter("description", "!c"))).hasSize(4);
  }

  @Test
  @DisplayName("FLT-2: filters are combined with AND, also two with the same key")
  void filtersAreCombinedWithAnd() {
    create("abc", "first");
    create("abd", "first");
    create("abe", "second");

    assertThat(secrets.list(filter("name", "ab"), filter("description", "first")))
        .containsExactly("abc", "abd");
    assertThat(secrets.list(filter("name", "ab"), filter("name", "abc"))).containsExactly("abc");
    assertThat(secrets.list(filter("name", "abc"), filter("name", "abd"))).isEmpty();
  }

  @Test
  @DisplayName("FLT-3, FLT-11: values of one filter are combined with OR, negated ones too")
  void valuesAreCombinedWithOr() {
    create("abc", null);
    create("abd", null);
    create("x", null);

    assertThat(secrets.list(filter("name", "abc", "x"))).containsExactly("abc", "x");
    assertThat(secrets.list(filter("name", "!a", "abd"))).containsExactly("abd", "x");
  }

  @Test
  @DisplayName("LS-3: filters and scheduled secrets combine")
  void filtersApplyToScheduledSecretsToo() {
    create("abc", null);
    create("abd", null);
    create("x", null);
    secrets.delete("abd");
    secrets.delete("x");

    var names =
        secrets.names(
            ListSecrets.all()
                .withIncludePlannedDeletion(true)
                .withFilters(List.of(filter("name", "a"))));

    assertThat(names).containsExactly("abc", "abd");
  }

  @Test
  @DisplayName("FLT-2, FLT-4: BatchGetSecretValue selects with the same filters")
  void batchSelectsWithTheSameFilters() {
    secrets.create("abc", Secrets.token(1), "one");
    secrets.create("abd", Secrets.token(2), "two");

    var batch =
        secrets.call(
            BatchGetSecretValue.matching(List.of(filter("name", "ab"), filter("name", "!abc"))));

    assertThat(batch.secretValues()).extracting(GetSecretValue.Result::name).containsOnly("abd");
  }

  @Test
  @DisplayName("FLT-12: a filter needs a key and values")
  void filterNeedsKeyAndValues() {
    refused(
        INVALID_PARAMETER,
        "Invalid filter values for key: name",
        () -> secrets.list(new Filter("name", null)));
    refused(
        INVALID_PARAMETER,
        "Invalid filter key",
        () -> secrets.list(new Filter(null, List.of("a"))));
  }

  @Test
  @DisplayName("FLT-1, VAL-8: an unknown key violates the model")
  void unknownKeyIsRefused() {
    var refusal =
        refusal(aws, VALIDATION, () -> secrets.list(filter("name", "a"), filter("colour", "red")));

    assertThat(refusal.text())
        .startsWith(
            "1 validation error detected: Value 'colour' at 'filters.2.member.key' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [");
  }

  private void create(String name, String description, Tag... tags) {
    secrets.call(
        CreateSecret.of(name, aws.newClientRequestToken())
            .withDescription(description)
            .withTags(tags.length == 0 ? null : List.of(tags)));
  }

  private static Filter filter(String key, String... values) {
    return new Filter(key, List.of(values));
  }
}
