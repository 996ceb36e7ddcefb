package dev.strongroom.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the console of an endpoint, and how its files are served. */
@Timeout(60)
class ConsoleTest {

  private static final String REFUSAL =
      "The console's token is missing or wrong: open the address that Strongroom printed when it"
          + " started, or that Console.uri() returns";
  private static final String WEB_PAGE =
      "{\"__type\":\"AccessDeniedException\",\"message\":\"Requests of web pages are refused: allow"
          + " the origin when the endpoint is started\"}";
  private static final String ADMIN = "X-Strongroom-Admin: true";
  private static final String JSON = "Content-Type: application/json";
  private static final String PUT =
      "{\"SecretId\":\"prod/db\",\"ClientRequestToken\":\"EXAMPLE1-90ab-cdef-fedc-ba987SECRET1\","
          + "\"SecretString\":\"two\"}";
  private static final String PUT_HEADERS =
      "Content-Type: application/x-amz-json-1.1\r\nX-Amz-Target: secretsmanager.PutSecretValue";

  /** An answer: its status, its header in lower case, and its body. */
  private record Answer(int status, String head, String body) {
    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(Seed.secret("prod/db").string("hunter2"))
          .build();
  private final Endpoint endpoint = start();
  private final Console console = Console.on(endpoint);
  private final String own = "localhost:" + endpoint.uri().getPort();
  private final String ownPage = "Origin: http://" + own + "\r\nSec-Fetch-Site: same-origin";
  private final String token =
      "X-Strongroom-Token: " + console.uri().getFragment().replace("token=", "");

  private Endpoint start() {
    try {
      return Endpoint.start(aws, 0, "http://localhost:3000");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    endpoint.close();
    aws.close();
  }

  @Test
  void addressHasTheTokenInItsFragmentAndNothingElsePrintsIt() {
    assertThat(console.uri().toString())
        .matches("http://127\\.0\\.0\\.1:[0-9]+/_strongroom/console/#token=[A-Za-z0-9_-]{32}");
    assertThat(console.toString())
        .isEqualTo("Console[" + endpoint.uri() + "/_strongroom/console/]")
        .doesNotContain(console.uri().getFragment());
  }

  @Test
  void everyEndpointHasItsOwnTokenAndOneConsole() {
    try (var other = start()) {
      assertThat(Console.on(other).uri().getFragment()).isNotEqualTo(console.uri().getFragment());
    }
    assertThatThrownBy(() -> Console.on(endpoint))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The endpoint has a console already: keep the one that was returned first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /_strongroom/reset          | {}",
        "POST   | /_strongroom/clock          | {\"advance\": \"PT1H\"}",
        "POST   | /_strongroom/explain        | {}",
        "POST   | /_strongroom/snapshot       | {}",
        "DELETE | /_strongroom/faults/1       | ''",
        "GET    | /_strongroom/secrets/prod%2Fdb?values=true   | ''",
        "GET    | /_strongroom/secrets/prod%2Fdb?%76alues      | ''",
        "GET    | /_strongroom/rotations/prod%2Fdb?values=true | ''",
      })
  void administrationThatChangesOrRevealsNeedsTheToken(String method, String path, String body)
      throws Exception {
    var before = aws.snapshot();
    for (var sent : new String[] {"X-Other: 1", "X-Strongroom-Token: x", token + "x"}) {
      assertThat(ask(method, path, body, ownPage, ADMIN, JSON, sent))
          .hasToString("403 {\"error\":\"" + REFUSAL + "\"}");
    }
    assertThat(aws.snapshot()).isEqualTo(before);

    assertThat(ask(method, path, body, ownPage, ADMIN, JSON, token).status()).isNotEqualTo(403);
  }

  @Test
  void callOfAServiceNeedsTheToken() throws Exception {
    var before = aws.snapshot();
    for (var sent : new String[] {"X-Other: 1", "X-Strongroom-Token: x", token + "x"}) {
      assertThat(ask("POST", "/", PUT, PUT_HEADERS, ownPage, sent))
          .hasToString(
              "403 {\"__type\":\"AccessDeniedException\",\"message\":\"" + REFUSAL + "\"}");
    }
    assertThat(aws.snapshot()).isEqualTo(before);

    var answer = ask("POST", "/", PUT, PUT_HEADERS, ownPage, token);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head()).doesNotContain("access-control");
    assertThat(aws.snapshot()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clock",
        "secrets",
        "secrets/prod%2Fdb",
        "secrets/prod%2Fdb?values=false",
        "audit"
      })
  void readsWithoutValuesNeedNoTokenButTheHeader(String what) throws Exception {
    var path = "/_strongroom/" + what;

    assertThat(ask("GET", path, "", "Sec-Fetch-Site: same-origin", ADMIN).status()).isEqualTo(200);
    assertThat(ask("GET", path, "", ownPage, ADMIN).status()).isEqualTo(200);
    assertThat(ask("GET", path, "", "Sec-Fetch-Site: same-origin"))
        .hasToString(
            "403 {\"error\":\"The administration needs the header X-Strongroom-Admin: true\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example\r\nSec-Fetch-Site: cross-site",
        "Origin: http://localhost:3000\r\nSec-Fetch-Site: same-site",
        "Origin: http://localhost",
        "Origin: https://OWN\r\nSec-Fetch-Site: same-origin",
        "Origin: http://OWN.evil.example",
        "Origin: http://OWN\r\nSec-Fetch-Site: cross-site",
        "Origin: http://OWN\r\nSec-Fetch-Site: same-site",
        "Origin: null\r\nSec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: cross-site",
      })
  void otherPagesAreRefusedEvenWithTheToken(String page) throws Exception {
    var before = aws.snapshot();
    var headers = page.replace("OWN", own);

    for (var path : new String[] {"/_strongroom/clock", "/_strongroom/console/htm.js"}) {
      assertThat(ask("GET", path, "", headers, ADMIN, token)).hasToString("403 " + WEB_PAGE);
    }
    assertThat(ask("POST", "/_strongroom/reset", "{}", headers, ADMIN, JSON, token))
        .hasToString("403 " + WEB_PAGE);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void foreignHostIsRefusedThoughItsPageIsOfTheSameOrigin() throws Exception {
    var page = "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin";

    var answer = askAt("evil.example", "GET", "/_strongroom/console/", "", page, ADMIN, token);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("The Host header must be localhost");
  }

  @Test
  void withoutAConsoleItsOriginIsLikeAnyOther() throws Exception {
    try (var bare = start()) {
      var page = "Origin: http://localhost:" + bare.uri().getPort();

      assertThat(send(bare, "localhost", "GET", "/_strongroom/clock", "", page, ADMIN, token))
          .hasToString("403 " + WEB_PAGE);
      assertThat(send(bare, "localhost", "GET", "/_strongroom/console/htm.js", "", ADMIN).status())
          .isEqualTo(404);
    }
  }

  @Test
  void clientsThatAreNoBrowsersNeedNoToken() throws Exception {
    assertThat(ask("POST", "/", PUT, PUT_HEADERS).status()).isEqualTo(200);
    assertThat(ask("POST", "/_strongroom/reset", "{}", ADMIN, JSON)).hasToString("200 {}");
    assertThat(ask("GET", "/_strongroom/secrets/prod%2Fdb?values=true", "", ADMIN).body())
        .contains("hunter2");
  }

  @Test
  void allowedPageCallsTheServicesAsBefore() throws Exception {
    var page = "Origin: http://localhost:3000\r\nSec-Fetch-Site: same-site";

    var answer = ask("POST", "/", PUT, PUT_HEADERS, page);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head()).contains("access-control-allow-origin: http://localhost:3000");
  }

  @Test
  void filesAreServedWithTheirTypesAndToNobodyElsesPage() throws Exception {
    var script = ask("GET", "/_strongroom/console/htm.js", "", "Sec-Fetch-Site: same-origin");

    assertThat(script.status()).isEqualTo(200);
    assertThat(script.head()).contains("content-type: text/javascript; charset=utf-8");
    assertThat(script.body()).contains("useState");
  }

  @Test
  void filesAreCompressedForThoseWhoTakeIt() throws Exception {
    var plain = ask("GET", "/_strongroom/console/htm.js", "", "Accept-Encoding: br, gzip;q=0");
    var zipped = ask("GET", "/_strongroom/console/htm.js", "", "Accept-Encoding: deflate, gzip");

    assertThat(plain.head()).doesNotContain("content-encoding");
    assertThat(zipped.head()).contains("content-encoding: gzip");
    assertThat(zipped.body().length()).isLessThan(plain.body().length() / 2);
    var in = new GZIPInputStream(new ByteArrayInputStream(zipped.body().getBytes(ISO_8859_1)));
    assertThat(new String(in.readAllBytes(), UTF_8))
        .isEqualTo(new String(plain.body().getBytes(ISO_8859_1), UTF_8));
  }

  @Test
  void whatEveryViewNeedsIsOneFile() throws Exception {
    var frame = ask("GET", "/_strongroom/console/frame.js", "").body();

    assertThat(Pattern.compile("from '(.+?)'").matcher(frame).results())
        .extracting(found -> found.group(1))
        .containsExactly("./htm.js");
    assertThat(frame).contains("export function takeToken", "export function Table");
  }

  /** Else the browser learns of each module when it has read the one that imports it. */
  @Test
  void pageNamesTheModulesOfItsFirstView() throws Exception {
    var page = ask("GET", "/_strongroom/console/", "").body();
    var imported = new TreeSet<String>();
    for (var unread = new ArrayDeque<>(List.of("app.js", "views/secrets.js"));
        !unread.isEmpty(); ) {
      var module = unread.remove();
      if (imported.add(module)) {
        var imports = Pattern.compile("(?m)^(?:import|export|\\}) .*?from '(.+?)';$");
        var text = ask("GET", "/_strongroom/console/" + module, "").body();
        var from = URI.create("/" + module);
        imports
            .matcher(text)
            .results()
            .forEach(found -> unread.add(from.resolve(found.group(1)).getPath().substring(1)));
      }
    }

    imported.remove("app.js"); // the page's own script
    assertThat(Pattern.compile("modulepreload\" href=\"(.+?)\"").matcher(page).results())
        .extracting(found -> found.group(1))
        .as("index.html preloads what the first view imports")
        .containsExactlyInAnyOrderElementsOf(imported);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | htm.js                                             | 200",
        "GET  | absent.js                                          | 404",
        "GET  | htm.js/                                            | 404",
        "GET  | ../console/htm.js                                  | 404",
        "GET  | views/../htm.js                                    | 404",
        "GET  | %68tm.js                                           | 404",
        "GET  | ..%2f..%2f..%2f..%2fMETA-INF/MANIFEST.MF           | 404",
        "GET  | ../../../../META-INF/services/x                    | 404",
        "GET  | //etc/passwd                                       | 404",
        "GET  | /dev/strongroom/local/Console.class                | 404",
        "GET  | ../Console.class                                   | 404",
        "GET  | views/a/b.js                                       | 404",
        "HEAD | htm.js                                             | 405",
        "POST | htm.js                                             | 405",
        "PUT  | absent.js                                          | 405",
      })
  void everyAnswerHasThePolicy(String method, String file, int status) throws Exception {
    var answer = ask(method, "/_strongroom/console/" + file, "", ADMIN);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.head())
        .contains(
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';"
                + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'\r\n",
            "x-content-type-options: nosniff\r\n",
            "cache-control: no-store\r\n",
            "referrer-policy: no-referrer\r\n");
    assertThat(answer.head().contains("allow: get")).isEqualTo(status == 405);
  }

  @Test
  void addressWithoutItsSlashLeadsToTheConsole() throws Exception {
    var answer = ask("GET", "/_strongroom/console", "");

    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.head()).contains("location: /_strongroom/console/\r\n");
  }

  private Answer ask(String method, String target, String body, String... headers)
      throws IOException {
    return askAt(own, method, target, body, headers);
  }

  private Answer askAt(String host, String method, String target, String body, String... headers)
      throws IOException {
    return send(endpoint, host, method, target, body, headers);
  }

  private static Answer send(
      Endpoint asked, String host, String method, String target, String body, String... headers)
      throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), asked.uri().getPort())) {
      socket.setSoTimeout(30_000);
      var request =
          "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
              .formatted(method, target, host, body.length(), String.join("\r\n", headers), body);
      if (headers.length == 0) {
        request = request.replace("\r\n\r\n\r\n", "\r\n\r\n");
      }
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int end = answer.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(answer.substring(9, 12)),
          answer.substring(0, end + 2).toLowerCase(Locale.ROOT),
          answer.substring(end + 4));
    }
  }
}
