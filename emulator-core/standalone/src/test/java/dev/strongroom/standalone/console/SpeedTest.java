package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.seed.Seed;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much the first page loads, and how long it takes to react when there is a lot to show. */
class SpeedTest extends ConsoleFixture {

  private static final int SECRETS = 5_000;
  private static final int RECORDS = 100_000;
  private static final int TRIES = 7;

  /**
   * Milliseconds; the aim is 100 on a machine that does nothing else, where it can be read in what
   * is printed. If all rows were in the document it would be seconds.
   */
  private static final int BUSY_MACHINE = 500;

  /** Does something, and measures until the browser has painted what comes of it. */
  private static final String PAINTED =
      """
      const done = arguments[arguments.length - 1];
      const begin = performance.now();
      (%s)();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - begin);
        channel.port2.postMessage(0);
      });
      """;

  @Override
  SecretsEmulator emulator() {
    var secrets =
        IntStream.range(0, SECRETS)
            .mapToObj(
                i ->
                    "{\"name\": \"shop-%03d/secret-%04d\", \"string\": \"x\", \"tags\": {\"n\": \"%d\"}}"
                        .formatted(i % 100, i, i))
            .collect(Collectors.joining(",", "{\"secrets\": [", "]}"));
    var aws =
        SecretsEmulator.builder()
            .frozenAt(Shop.NOON)
            .randomSeed(1)
            .auditCapacity(RECORDS)
            .seed(Seed.parse(secrets))
            .build();
    var client = aws.as(aws.administrator());
    for (int i = 0; i < RECORDS; i++) {
      client.call(new DescribeSecret("shop-000/secret-0000"));
    }
    return aws;
  }

  @Test
  void manySecretsAndRecordsStayUsable() {
    page.open("secrets").sees("5000 secrets");
    assertThat(rows()).isLessThan(200);
    measure(
        "a letter in the search of 5,000 secrets",
        """
        () => {
          const input = document.querySelector('main input[type=search]');
          input.value = input.value ? '' : 'shop-042';
          input.dispatchEvent(new Event('input', {bubbles: true}));
        }""");
    measure("scrolling 5,000 secrets", scroll());
    measure("sorting 5,000 secrets", "() => document.querySelector('main thead button').click()");

    page.open("audit").sees("100,000 records").sees("DescribeSecret");
    measure("scrolling the audit", scroll());
    measure(
        "a record of 100,000 in the audit",
        """
        () => {
          const rows = [...document.querySelectorAll('main tbody a')];
          rows[Math.floor(Math.random() * rows.length)].click();
        }""");
    assertThat(rows()).isLessThan(1_000);
  }

  @Test
  void firstPageIsSmallAndSoonUsable() {
    page.sees("5000 secrets").settled();
    var bytes =
        (Number)
            page.driver()
                .executeScript(
                    """
                    return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                      .filter(entry => entry.name.includes('/console/'))
                      .reduce((sum, entry) -> sum + entry.encodedBodySize, 0)"""
                        .replace("->", "=>"));
    var usable = (Number) page.driver().executeScript("return window.usableAfter");
    System.out.printf(
        "console: the first page is %,d bytes over the wire; usable %.0f ms after it was asked for,"
            + " with %,d secrets%n",
        bytes.longValue(), usable.doubleValue(), SECRETS);

    assertThat(bytes.longValue()).isPositive().isLessThan(100_000);
  }

  private static String scroll() {
    return """
        () => {
          const box = document.querySelector('main .table-box');
          box.scrollTop = box.scrollTop > 5000 ? 0 : box.scrollTop + 6000;
        }""";
  }

  private void measure(String what, String action) {
    var times =
        IntStream.range(0, TRIES)
            .mapToDouble(
                i -> {
                  page.settled();
                  return ((Number) page.driver().executeAsyncScript(PAINTED.formatted(action)))
                      .doubleValue();
                })
            .sorted()
            .toArray();
    System.out.printf(
        "console: %s: %.0f ms, the median of %d; at best %.0f ms%n",
        what, times[TRIES / 2], TRIES, times[0]);
    assertThat(times[0]).as(what).isLessThan(BUSY_MACHINE);
  }

  private long rows() {
    return (Long)
        page.driver().executeScript("return document.querySelectorAll('main tbody tr').length");
  }
}
