package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.contract.Secrets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages with fewer entries than there are, or none, as AWS may answer at any time. */
class PagesTest {

  private final SecretsEmulator aws = SecretsEmulator.builder().randomSeed(1).build();
  private final Secrets secrets = Doors.administrator(aws);

  @BeforeEach
  void fiveSecretsAndThreeVersions() {
    for (int i = 1; i <= 5; i++) {
      secrets.create("s" + i, Secrets.token(i), "one");
    }
    secrets.put("s1", Secrets.token(12), "two");
    secrets.put("s1", Secrets.token(13), "three");
  }

  @ParameterizedTest
  @CsvSource({
    "ListSecrets,          2, '2 2 1'",
    "ListSecrets,          5, '5'",
    "ListSecretVersionIds, 1, '1 1 1'",
    "BatchGetSecretValue,  3, '3 2'",
    "BatchGetSecretValue,  50, '5'",
  })
  void pagesAreShortAndTheirTokensWork(String operation, int entries, String sizes) {
    aws.faults().on(operation).shortPages(entries);

    assertThat(sizes(operation)).isEqualTo(sizes);
  }

  @Test
  void shorterPageThanTheFaultsStaysAsItIs() {
    aws.faults().on("ListSecrets").shortPages(4);

    var page = secrets.call(new ListSecrets(null, 1, null, null, null, null));

    assertThat(page.secretList()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ListSecrets,          '0 5'",
    "ListSecretVersionIds, '0 3'",
    "BatchGetSecretValue,  '0 5'",
  })
  void emptyPageComesBeforeEachPage(String operation, String sizes) {
    var fault = aws.faults().on(operation).emptyPages();

    assertThat(sizes(operation)).isEqualTo(sizes);
    assertThat(fault).hasToString("empty pages on " + operation + ": struck 1");
  }

  @Test
  void emptyPagesComeBetweenShortOnes() {
    aws.faults().on("ListSecrets").emptyPages();
    aws.faults().on("ListSecrets").shortPages(2);

    assertThat(sizes("ListSecrets")).isEqualTo("0 2 0 2 0 1");
  }

  @Test
  void emptyPageOfABatchReadsNoSecret() {
    aws.faults().on("BatchGetSecretValue").first(1).emptyPages();

    secrets.call(batch(null));

    assertThat(aws.audit().of("BatchGetSecretValue").size()).isEqualTo(1);
    assertThat(aws.audit().of("GetSecretValue").isEmpty()).isTrue();
  }

  @Test
  void tokenOfAnEmptyPageOutlivesItsFault() {
    var fault = aws.faults().on("ListSecrets").emptyPages();
    var token = list(null).nextToken();

    fault.remove();

    assertThat(token).isNotNull();
    assertThat(list(token).secretList()).hasSize(5);
  }

  @Test
  void inventedTokenIsRefusedAlsoAfterAnEmptyPage() {
    aws.faults().on("ListSecrets").emptyPages();
    var token = list(null).nextToken();

    for (var invented : List.of("nothing.", token + "A", token.substring(1))) {
      assertThatThrownBy(() -> list(invented)).hasMessage("The NextToken value is invalid.");
    }
  }

  @Test
  void forkKnowsTheTokenOfAnEmptyPage() {
    aws.faults().on("ListSecrets").first(1).emptyPages();
    var token = list(null).nextToken();

    var fork = Doors.administrator(aws.fork());

    assertThat(fork.call(new ListSecrets(null, null, token, null, null, null)).secretList())
        .hasSize(5);
  }

  @Test
  void pagesOfASecretThatIsNotThereAreRefusedAsEver() {
    aws.faults().on("ListSecretVersionIds").emptyPages();

    assertThatThrownBy(() -> secrets.call(new ListSecretVersionIds("absent", null, null, null)))
        .hasMessageContaining("can't find");
  }

  private ListSecrets.Result list(String token) {
    return secrets.call(new ListSecrets(null, null, token, null, null, null));
  }

  private static BatchGetSecretValue batch(String token) {
    return new BatchGetSecretValue(null, List.of(new Filter("name", List.of("s"))), null, token);
  }

  /** The sizes of all pages, which together have each entry once. */
  private String sizes(String operation) {
    var sizes = new ArrayList<String>();
    var entries = new ArrayList<Object>();
    String token = null;
    do {
      int before = entries.size();
      switch (operation) {
        case "ListSecrets" -> {
          var page = list(token);
          page.secretList().forEach(entry -> entries.add(entry.arn()));
          token = page.nextToken();
        }
        case "ListSecretVersionIds" -> {
          var page = secrets.call(new ListSecretVersionIds("s1", null, token, true));
          page.versions().forEach(entry -> entries.add(entry.versionId()));
          token = page.nextToken();
        }
        default -> {
          var page = secrets.call(batch(token));
          page.secretValues().forEach(entry -> entries.add(entry.arn()));
          token = page.nextToken();
        }
      }
      sizes.add(String.valueOf(entries.size() - before));
      assertThat(sizes).as("pages come to an end").hasSizeLessThan(20);
    } while (token != null);
    assertThat(entries).doesNotHaveDuplicates();
    return String.join(" ", sizes);
  }
}
