package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_NEXT_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ListSecrets and the paging of all lists: what is in them, in which order, page by page. */
public abstract class ListingContract extends Contract {

  @Test
  @DisplayName("LS-1, WIRE-9: nothing at all is an empty list without a token")
  void nothingIsAnEmptyList() {
    assertThat(secrets.call(ListSecrets.all())).isEqualTo(new ListSecrets.Result(List.of(), null));
  }

  @Test
  @DisplayName(
      "LS-2, MD-10, PG-6: a secret just scheduled is listed on request only, with its date")
  void scheduledSecretIsListedOnRequest() {
    secrets.createEmpty("a", Secrets.token(1));
    secrets.createEmpty("b", Secrets.token(2));
    secrets.delete("a");

    var all = secrets.call(ListSecrets.all().withIncludePlannedDeletion(true)).secretList();

    assertThat(secrets.list()).containsExactly("b");
    assertThat(all).extracting(ListSecrets.Entry::name).containsExactly("a", "b");
    assertThat(all.get(0).deletedDate()).isNotNull();
    assertThat(all.get(1).deletedDate()).isNull();
  }

  @Test
  @DisplayName("LS-2, DEL-10: a secret that is gone isn't listed, not even on request")
  void goneSecretIsNotListed() {
    secrets.createEmpty("a", Secrets.token(1));
    secrets.delete("a");
    aws.clock().advance(Duration.ofDays(30));

    assertThat(secrets.names(ListSecrets.all().withIncludePlannedDeletion(true))).isEmpty();
  }

  @Test
  @DisplayName("LS-4: secrets of another account or Region aren't listed")
  void onlyTheOwnAccountAndRegionAreListed() {
    var elsewhere = CreateSecret.of("b", Secrets.token(2));
    secrets.createEmpty("a", Secrets.token(1));
    aws.execute(aws.administrator().in("eu-west-1"), elsewhere);
    aws.execute(Caller.administrator("210987654321", "us-east-1"), elsewhere);

    assertThat(secrets.list()).containsExactly("a");
  }

  @Test
  @DisplayName("PG-4: the order is that of creation, also of secrets of the same instant")
  void orderIsThatOfCreation() {
    secrets.createEmpty("c", Secrets.token(1));
    secrets.createEmpty("a", Secrets.token(2));
    aws.clock().advance(Duration.ofSeconds(1));
    secrets.createEmpty("b", Secrets.token(3));
    secrets.update("c", Secrets.token(4), "changed");

    assertThat(secrets.list()).containsExactly("c", "a", "b");
  }

  @ParameterizedTest(name = "PG-5: by {0}, {1}: {2}")
  @CsvSource({
    "             ,    , c b a d",
    "             , desc, d a b c",
    "created-date , asc , c b a d",
    "created-date , desc, d a b c",
    "name         ,     , a b c d",
    "name         , asc , a b c d",
    "name         , desc, d c b a",
    "last-changed-date , asc , b a d c",
    "last-changed-date , desc, c d a b",
    "last-accessed-date, asc , a d c b",
    "last-accessed-date, desc, b c d a",
  })
  void listIsSorted(String sortBy, String sortOrder, String names) {
    prepareForSorting();

    var all = ListSecrets.all().withSortOrder(sortOrder).withSortBy(sortBy);
    assertThat(secrets.names(all)).containsExactly(names.split(" "));

    assertThat(inPages(1, sortOrder, sortBy)).containsExactly(names.split(" "));
    assertThat(inPages(3, sortOrder, sortBy)).containsExactly(names.split(" "));
  }

  /** Created c, b, a, d; changed last: c; read in this order on two days: c, then b. */
  private void prepareForSorting() {
    int token = 0;
    for (var name : List.of("c", "b", "a", "d")) {
      secrets.create(name, Secrets.token(++token), "value");
      aws.clock().advance(Duration.ofSeconds(1));
    }
    secrets.get("c");
    aws.clock().advance(Duration.ofDays(1));
    secrets.get("b");
    secrets.tag("c", "key", "value");
  }

  private List<String> inPages(int size, String sortOrder, String sortBy) {
    var names = new ArrayList<String>();
    String token = null;
    do {
      var page =
          secrets.call(
              ListSecrets.all()
                  .withMaxResults(size)
                  .withNextToken(token)
                  .withSortOrder(sortOrder)
                  .withSortBy(sortBy));
      assertThat(page.secretList()).hasSizeBetween(1, size);
      page.secretList().forEach(entry -> names.add(entry.name()));
      token = page.nextToken();
    } while (token != null);
    return names;
  }

  @Test
  @DisplayName("PG-1, PG-2: 100 secrets are a page by default, and the last page has no token")
  void hundredSecretsAreAPage() {
    for (int i = 1; i <= 101; i++) {
      secrets.createEmpty("s" + i, Secrets.token(i));
    }

    var first = secrets.call(ListSecrets.all());
    var last = secrets.call(ListSecrets.all().withMaxResults(1).withNextToken(first.nextToken()));

    assertThat(first.secretList()).hasSize(100);
    assertThat(last.secretList()).extracting(ListSecrets.Entry::name).containsExactly("s101");
    assertThat(last.nextToken()).isNull();
  }

  @Test
  @DisplayName("PG-2: a page that is exactly full has no token if nothing follows")
  void fullLastPageHasNoToken() {
    secrets.createEmpty("a", Secrets.token(1));
    secrets.createEmpty("b", Secrets.token(2));

    assertThat(secrets.call(ListSecrets.all().withMaxResults(2)).nextToken()).isNull();
  }

  @Test
  @DisplayName("PG-2: pages go on where they stopped, whatever is created or deleted meanwhile")
  void pagesGoOnWhereTheyStopped() {
    for (int i = 1; i <= 6; i++) {
      secrets.createEmpty("s" + i, Secrets.token(i));
    }
    var first = secrets.call(ListSecrets.all().withMaxResults(3));

    secrets.forceDelete("s3");
    secrets.forceDelete("s4");
    secrets.createEmpty("s7", Secrets.token(7));
    var rest = secrets.call(ListSecrets.all().withMaxResults(10).withNextToken(first.nextToken()));

    assertThat(rest.secretList())
        .extracting(ListSecrets.Entry::name)
        .containsExactly("s5", "s6", "s7");
  }

  @Test
  @DisplayName("PG-1, PG-7: versions come newest first, 100 on a page by default")
  void versionsComeInPages() {
    var expected = new ArrayList<String>();
    secrets.createEmpty("a", Secrets.token(0));
    for (int i = 1; i <= 120; i++) {
      secrets.put("a", Secrets.token(i), "value");
      expected.add(Secrets.token(i));
    }
    Collections.reverse(expected);

    var first = secrets.call(ListSecretVersionIds.of("a").withIncludeDeprecated(true));
    var rest = secrets.call(new ListSecretVersionIds("a", 100, first.nextToken(), true));

    assertThat(ids(first)).isEqualTo(expected.subList(0, 100));
    assertThat(ids(rest)).isEqualTo(expected.subList(100, 120));
    assertThat(rest.nextToken()).isNull();
  }

  @Test
  @DisplayName("PG-1, PG-2: labelled versions come in pages too")
  void labelledVersionsComeInPages() {
    secrets.create("a", Secrets.token(1), "value");
    secrets.put("a", Secrets.token(2), "value");
    secrets.put("a", Secrets.token(3), "value", "x", "y");

    var first = secrets.call(ListSecretVersionIds.of("a").withMaxResults(2));
    var rest =
        secrets.call(
            ListSecretVersionIds.of("a").withMaxResults(2).withNextToken(first.nextToken()));

    assertThat(ids(first)).containsExactly(Secrets.token(3), Secrets.token(2));
    assertThat(ids(rest)).containsExactly(Secrets.token(1));
    assertThat(rest.nextToken()).isNull();
  }

  @ParameterizedTest(name = "PG-3: ''{0}'' is no token")
  @CsvSource({"x", "'not a token'", "AAAA", "MDAwMDAwMDAw", "null", "1", "\u00e4"})
  void inventedTokenIsRefused(String token) {
    secrets.createEmpty("a", Secrets.token(1));
    var names = List.of(new Filter("name", List.of("a")));

    refusedToken(() -> secrets.call(ListSecrets.all().withNextToken(token)));
    refusedToken(() -> secrets.call(ListSecretVersionIds.of("a").withNextToken(token)));
    refusedToken(() -> secrets.call(BatchGetSecretValue.matching(names).withNextToken(token)));
  }

  @Test
  @DisplayName("PG-3: a token with any one character altered is refused")
  void alteredTokenIsRefused() {
    var token = pageOfTwoSecrets().nextToken();

    for (int i = 0; i < token.length(); i++) {
      char altered = (char) (token.charAt(i) ^ 1);
      var invalid = token.substring(0, i) + altered + token.substring(i + 1);

      refusedToken(() -> secrets.call(ListSecrets.all().withMaxResults(1).withNextToken(invalid)));
    }
    refusedToken(
        () -> secrets.call(ListSecrets.all().withMaxResults(1).withNextToken(token + "=")));
    refusedToken(
        () -> secrets.call(ListSecrets.all().withMaxResults(1).withNextToken(token + "A")));
  }

  @Test
  @DisplayName("PG-3: a token is good for its own list only")
  void foreignTokenIsRefused() {
    var token = pageOfTwoSecrets().nextToken();
    var filters = List.of(new Filter("name", List.of("!x")));
    var filtered =
        secrets.call(ListSecrets.all().withMaxResults(1).withFilters(filters)).nextToken();
    secrets.put("a", Secrets.token(3), "value", "x");
    secrets.put("a", Secrets.token(4), "value", "y");
    secrets.put("b", Secrets.token(5), "value", "x");
    var versions = secrets.call(ListSecretVersionIds.of("a").withMaxResults(1)).nextToken();

    refusedToken(
        () ->
            secrets.call(
                ListSecrets.all().withMaxResults(1).withNextToken(token).withFilters(filters)));
    refusedToken(
        () ->
            secrets.call(
                ListSecrets.all()
                    .withIncludePlannedDeletion(true)
                    .withMaxResults(1)
                    .withNextToken(token)));
    refusedToken(
        () ->
            secrets.call(
                ListSecrets.all().withMaxResults(1).withNextToken(token).withSortOrder("desc")));
    refusedToken(
        () ->
            secrets.call(
                ListSecrets.all().withMaxResults(1).withNextToken(token).withSortBy("name")));
    refusedToken(() -> secrets.call(ListSecrets.all().withMaxResults(1).withNextToken(versions)));
    refusedToken(
        () -> secrets.call(ListSecretVersionIds.of("a").withMaxResults(1).withNextToken(token)));
    refusedToken(() -> secrets.call(new ListSecretVersionIds("a", 1, versions, true)));
    refusedToken(
        () -> secrets.call(ListSecretVersionIds.of("b").withMaxResults(1).withNextToken(versions)));
    refusedToken(
        () ->
            secrets.call(
                BatchGetSecretValue.matching(filters).withMaxResults(1).withNextToken(filtered)));
  }

  private ListSecrets.Result pageOfTwoSecrets() {
    secrets.createEmpty("a", Secrets.token(1));
    secrets.createEmpty("b", Secrets.token(2));
    return secrets.call(ListSecrets.all().withMaxResults(1));
  }

  private void refusedToken(ThrowingCallable call) {
    refused(INVALID_NEXT_TOKEN, "The NextToken value is invalid.", call);
  }

  private static List<String> ids(ListSecretVersionIds.Result page) {
    return page.versions().stream().map(ListSecretVersionIds.Entry::versionId).toList();
  }
}
