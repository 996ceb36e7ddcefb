package dev.strongroom.internal.service.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.internal.time.Ids;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A page of secrets costs as much among many as among few. The cost is counted in allocated bytes,
 * which every secret takes that is looked at, and which do not depend on the machine's load.
 */
class ListingCostTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Caller CALLER = Caller.administrator("123456789012", "us-east-1");
  private static final Ids IDS = Ids.seeded(1);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final RegionSecrets FEW = secrets(500);
  private static final RegionSecrets MANY = secrets(50_000);

  @ParameterizedTest(name = "PG-4, PG-5: sorted by {0}, {1}")
  @CsvSource({
    "created-date, asc",
    "created-date, desc",
    "last-changed-date, asc",
    "last-changed-date, desc",
    "last-accessed-date, asc",
    "last-accessed-date, desc",
    "name, asc",
    "name, desc",
  })
  void pageCostsNoMoreAmongManySecrets(String sortBy, String sortOrder) {
    assertSameCost(null, sortBy, sortOrder);
  }

  @ParameterizedTest(name = "FLT-4: names that begin with {0}, sorted by {1}, {2}")
  @CsvSource({
    "unique-7, created-date, asc",
    "unique-7, last-changed-date, desc",
    "unique-7, last-accessed-date, asc",
    "unique-7, name, desc",
    "half-,    created-date, desc",
    "half-,    last-changed-date, asc",
    "half-,    last-accessed-date, desc",
    "half-,    name, asc",
  })
  void pageOfNamesWithAPrefixCostsNoMoreAmongManySecrets(
      String prefix, String sortBy, String sortOrder) {
    assertSameCost(List.of(new Filter("name", List.of(prefix))), sortBy, sortOrder);
  }

  private static void assertSameCost(List<Filter> filters, String sortBy, String sortOrder) {
    var request =
        ListSecrets.all()
            .withMaxResults(10)
            .withFilters(filters)
            .withSortOrder(sortOrder)
            .withSortBy(sortBy);
    cost(FEW, request); // loads classes

    assertThat(cost(MANY, request)).isLessThan(2 * cost(FEW, request));
  }

  /** The bytes of two pages. */
  private static long cost(RegionSecrets region, ListSecrets request) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    var token = page(region, request).nextToken();
    page(
        region,
        ListSecrets.all()
            .withMaxResults(10)
            .withNextToken(token)
            .withFilters(request.filters())
            .withSortOrder(request.sortOrder())
            .withSortBy(request.sortBy()));
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static ListSecrets.Result page(RegionSecrets region, ListSecrets request) {
    var context = new Context(CALLER, null, null, null, null, NOW, false, IDS, null);
    return Listing.listSecrets(region, request, context);
  }

  /** Ten names begin with unique-7, half of the others with half-. */
  private static RegionSecrets secrets(int number) {
    var random = new Random(1);
    var region = RegionSecrets.NONE;
    for (int i = 0; i < number; i++) {
      var prefix = i % (number / 10) == 7 ? "unique-7" : random.nextBoolean() ? "half-" : "other-";
      region = region.with(secret(prefix + random.nextInt() + i, i, random));
    }
    return region;
  }

  private static Secret secret(String name, int sequence, Random random) {
    var created = NOW.minus(Duration.ofMinutes(random.nextInt(100_000)));
    return new Secret(
        new SecretArn("aws", CALLER.region(), CALLER.accountId(), name, "AbCdEf"),
        sequence,
        "token",
        created,
        created,
        random.nextBoolean() ? created : null,
        null,
        null,
        null,
        null,
        Versions.NONE,
        null,
        null,
        null,
        null,
        null);
  }
}
