package dev.strongroom.standalone.console;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Request;
import dev.strongroom.internal.wire.EndpointInternals;
import dev.strongroom.local.Console;
import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.page.Lessons;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A console in a real browser, in front of an emulator of this process, so that a journey can
 * assert both. A test begins with the console of {@link #emulator}, opened at the address with its
 * token, and fails if the page broke its security policy or threw anything.
 *
 * <pre>{@code
 * class SecretsJourneyTest extends ConsoleFixture {
 *   @Test
 *   void createsASecret() {
 *     page.open("secrets").click("Create secret");
 *     page.fill("Name", "prod/new").fill("Value", "one").click("Create").seesNoDialog();
 *
 *     page.sees("prod/new");
 *     assertThat(call(new GetSecretValue("prod/new", null, null)).secretString()).isNotNull();
 *   }
 * }
 * }</pre>
 *
 * <p>{@link Page} has the verbs of a person who looks at the page: they name buttons, links and
 * fields by what is written on them, act inside the open dialog if there is one, and wait up to ten
 * seconds for what they need. {@code mvn verify -Pthorough -pl emulator-core/standalone -am} runs
 * these tests.
 */
@Tag("thorough")
@ExtendWith(Chromium.class)
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock("chromium")
@Timeout(300)
abstract class ConsoleFixture {

  /** The lessons, which are read once for all tests. */
  static final class Book {
    private static final Course COURSE = Course.book();

    static Course course() {
      return COURSE;
    }
  }

  @TempDir Path folder;

  SecretsEmulator aws;
  Endpoint endpoint;
  Console console;
  Page page;

  /** Returns the emulator that a test begins with: a small shop, whose clock stands still. */
  SecretsEmulator emulator() {
    return Shop.emulator();
  }

  @BeforeEach
  void openConsole() throws IOException {
    aws = emulator();
    endpoint = Endpoint.start(aws, 0);
    EndpointInternals.administer(
        endpoint, new Lessons(Book::course, folder.resolve("progress.json"), Clock.systemUTC()));
    console = Console.on(endpoint);
    page = new Page(Chromium.driver());
    page.visit(console.uri());
  }

  @AfterEach
  void closeConsole() {
    try {
      page.isClean();
    } finally {
      page.leave();
      endpoint.close();
      aws.close();
    }
  }

  /** Calls a service as the administrator, in the home Region. */
  <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.as(aws.administrator()).call(request);
  }
}
