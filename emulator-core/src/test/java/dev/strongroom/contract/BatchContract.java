package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.BatchGetSecretValue.ApiError;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetSecretValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** BatchGetSecretValue: by names, by filters, and what becomes of the failure of one. */
public abstract class BatchContract extends Contract {

  private static final Filter ALL = new Filter("name", List.of("s"));

  @Test
  @DisplayName("BGSV-1, BGSV-6: the current value of each secret, in the order asked for")
  void currentValuesInTheOrderAskedFor() {
    secrets.create("a", Secrets.token(1), "one");
    var arn = secrets.create("b", Secrets.token(2), "two").arn();
    secrets.put("a", Secrets.token(3), "three");

    var batch = secrets.batch(arn, "a");

    assertThat(batch.errors()).isEmpty();
    assertThat(batch.nextToken()).isNull();
    assertThat(batch.secretValues())
        .containsExactly(secrets.getVersion("b", null, null), secrets.getVersion("a", null, null));
  }

  @Test
  @DisplayName("BGSV-2, MD-7: a failure is an entry among the errors, named as it was asked for")
  void failureOfOneIsAnEntry() {
    secrets.create("live", Secrets.token(1), "one");
    secrets.createEmpty("empty", Secrets.token(2));
    secrets.create("scheduled", Secrets.token(3), "three");
    secrets.delete("scheduled");

    var batch = secrets.batch("nowhere", "scheduled", "live", "empty", "bad name");

    assertThat(batch.secretValues()).extracting(GetSecretValue.Result::name).containsOnly("live");
    assertThat(batch.errors())
        .containsExactly(
            new ApiError("nowhere", "ResourceNotFoundException", NOT_FOUND),
            new ApiError("scheduled", "InvalidRequestException", MARKED),
            new ApiError("empty", "ResourceNotFoundException", noCurrentValue()),
            new ApiError("bad name", "ValidationException", INVALID_NAME));
  }

  @Test
  @DisplayName("BGSV-3: names and filters exclude each other, and one of them must be there")
  void eitherNamesOrFilters() {
    var text = "Either 'SecretIdList' or 'Filters' must be provided, but not both.";

    refused(
        INVALID_PARAMETER,
        text,
        () -> secrets.call(new BatchGetSecretValue(List.of("a"), List.of(ALL), null, null)));
    refused(INVALID_PARAMETER, text, () -> secrets.call(BatchGetSecretValue.matching(null)));
  }

  @Test
  @DisplayName("BGSV-4: a page size needs filters")
  void pageSizeNeedsFilters() {
    refused(
        INVALID_PARAMETER,
        "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
        () -> secrets.call(BatchGetSecretValue.of(List.of("a")).withMaxResults(5)));
  }

  @Test
  @DisplayName("BGSV-5: values and errors are empty lists where there are none")
  void emptyListsWhereThereIsNothing() {
    var batch = secrets.call(BatchGetSecretValue.matching(List.of(ALL)));

    assertThat(batch.secretValues()).isEmpty();
    assertThat(batch.errors()).isEmpty();
    assertThat(batch.nextToken()).isNull();
  }

  @Test
  @DisplayName("BGSV-7: filters select no scheduled secret; one without a value is an error")
  void filtersSelectLiveSecrets() {
    secrets.create("s-live", Secrets.token(1), "one");
    var empty = secrets.createEmpty("s-empty", Secrets.token(2));
    secrets.create("s-scheduled", Secrets.token(3), "three");
    secrets.delete("s-scheduled");
    secrets.create("other", Secrets.token(4), "four");

    var batch = secrets.call(BatchGetSecretValue.matching(List.of(ALL)));

    assertThat(batch.secretValues())
        .extracting(GetSecretValue.Result::name)
        .containsExactly("s-live");
    assertThat(batch.errors())
        .containsExactly(new ApiError(empty.arn(), "ResourceNotFoundException", noCurrentValue()));
  }

  @Test
  @DisplayName(
      "BGSV-6, PG-1, PG-2: pages of filtered secrets, 20 by default, in ListSecrets' order")
  void pagesOfFilteredSecrets() {
    var names = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      names.add("s" + (99 - i));
      secrets.create("s" + (99 - i), Secrets.token(i), "value");
    }

    var first = secrets.call(BatchGetSecretValue.matching(List.of(ALL)));
    var rest =
        secrets.call(
            BatchGetSecretValue.matching(List.of(ALL))
                .withMaxResults(5)
                .withNextToken(first.nextToken()));

    assertThat(first.secretValues())
        .extracting(GetSecretValue.Result::name)
        .isEqualTo(names.subList(0, 20));
    assertThat(rest.secretValues())
        .extracting(GetSecretValue.Result::name)
        .isEqualTo(names.subList(20, 25));
    assertThat(rest.nextToken()).isNull();
  }

  private static String noCurrentValue() {
    return "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
  }
}
