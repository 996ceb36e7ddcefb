package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.strongroom.SecretsEmulator;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Runs a test that stores secrets and then prints, logs or throws what it is given to. */
abstract class LeakTest {

  static final String PLANTED = Planted.class.getName();
  static final String PASSWORD = "correct \"hörse\" & battery/staple+1?~*";
  static final String TOKEN = "0Dm-T9_kkE~plain.1";
  static final byte[] KEY =
      HexFormat.of().parseHex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8");
  static final String PEM =
      "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(new byte[200])
          + "\n-----END PRIVATE KEY-----\n";

  /** What the fixture does in its test. */
  private static final AtomicReference<Consumer<SecretsEmulator>> DEED = new AtomicReference<>();

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private final Logger root = Logger.getLogger("");
  private final List<Handler> handlers = List.of(root.getHandlers()); // which have kept System.err

  @BeforeEach
  void printToNobody() {
    handlers.forEach(root::removeHandler);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
  }

  @AfterEach
  void printAgain() {
    System.setOut(out);
    System.setErr(err);
    Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
    handlers.forEach(root::addHandler);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  static EngineExecutionResults run(Consumer<SecretsEmulator> deed) {
    DEED.set(deed);
    return Kit.run(Planted.class);
  }

  /** What is told of the leaks of a test that does this. */
  static String leak(Consumer<SecretsEmulator> deed) {
    var failures = Kit.failures(run(deed));
    assertThat(failures).hasSize(1);
    return Stream.concat(failures.stream(), Arrays.stream(failures.get(0).getSuppressed()))
        .map(Throwable::getMessage)
        .filter(message -> message.startsWith(PLANTED))
        .findAny()
        .orElseThrow(() -> new AssertionError("No leak is told", failures.get(0)));
  }

  static List<Map<String, String>> entries(EngineExecutionResults results) {
    return results
        .allEvents()
        .reportingEntryPublished()
        .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
        .toList();
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  static class Planted {

    static final String JSON =
        "{\"username\":\"app\",\"password\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(PASSWORD))
            + "\"}";

    @BeforeEach
    void secrets(SecretsManagerClient secrets) {
      secrets.createSecret(r -> r.name("prod/db").secretString(JSON));
      secrets.createSecret(r -> r.name("prod/token").secretString(TOKEN));
      secrets.createSecret(r -> r.name("prod/key").secretBinary(SdkBytes.fromByteArray(KEY)));
      secrets.createSecret(r -> r.name("prod/pem").secretBinary(SdkBytes.fromUtf8String(PEM)));
      secrets.createSecret(
          r ->
              r.name("prod/deep")
                  .secretString(
                      "{\"hosts\":[1,{\"secret\":\"deep-in-an-array\"}],\"inner\":\"{\\\"a\\\":\\\"deep-in-a-text\\\"}\"}"));
    }

    @Test
    void test(SecretsEmulator aws) {
      DEED.get().accept(aws);
    }
  }
}
