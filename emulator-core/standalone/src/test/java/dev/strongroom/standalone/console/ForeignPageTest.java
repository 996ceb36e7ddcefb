package dev.strongroom.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A page of another origin, in the same browser in which the console is open, tries all that a
 * browser lets a page send. It reads nothing and changes nothing.
 */
class ForeignPageTest extends ConsoleFixture {

  /** Each way with what comes of it; what is in {@code arguments[0]} is the endpoint. */
  private static final String ATTACK =
      """
      const [to, done] = arguments;
      const admin = to + '_strongroom/';
      const seconds = (promise, late) => Promise.race([promise, new Promise(end => setTimeout(() => end(late), 3000))]);
      const ask = (path, options) => fetch(path, options).then(
          answer => answer.type === 'opaque' ? 'opaque' : `answered ${answer.status}`, () => 'refused');
      const event = (element, place) => seconds(new Promise(end => {
        element.onload = () => end('loaded');
        element.onerror = () => end('refused');
        place(element);
      }), 'nothing');
      const make = (tag, members) => Object.assign(document.createElement(tag), members);
      const include = (tag, members) => event(make(tag, members), each => document.body.append(each));
      const form = (path, enctype, fields) => {
        const name = 'frame' + Math.random();
        const frame = make('iframe', {name});
        const sent = make('form', {action: path, method: 'post', enctype, target: name});
        for (const [field, value] of Object.entries(fields)) {
          sent.append(make('input', {name: field, value}));
        }
        document.body.append(frame, sent);
        return seconds(new Promise(end => {
          frame.onload = () => {
            try {
              end(frame.contentDocument && frame.contentDocument.body.textContent ? 'read' : 'unreadable');
            } catch {
              end('unreadable');
            }
          };
          sent.submit();
        }), 'nothing');
      };
      const frame = async path => {
        const shown = make('iframe', {src: path});
        await event(shown, each => document.body.append(each));
        try {
          return shown.contentDocument && shown.contentDocument.body.textContent ? 'read' : 'unreadable';
        } catch {
          return 'unreadable';
        }
      };
      const json = {'Content-Type': 'application/json'};
      const aws = {'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'secretsmanager.DeleteSecret'};
      const deletion = '{"SecretId": "prod/db", "ForceDeleteWithoutRecovery": true}';
      const ways = {
        'fetch, simple': () => ask(admin + 'secrets'),
        'fetch, with the header of the administration': () => ask(admin + 'secrets?values=true', {headers: {'X-Strongroom-Admin': 'true'}}),
        'fetch, with a guessed token': () => ask(admin + 'reset', {method: 'POST', body: '{}',
            headers: {...json, 'X-Strongroom-Admin': 'true', 'X-Strongroom-Token': 'x'}}),
        'fetch, a call of the service': () => ask(to, {method: 'POST', body: deletion, headers: aws}),
        'fetch, simple, a call of the service': () => ask(to, {method: 'POST', body: deletion, headers: {'Content-Type': 'text/plain'}}),
        'fetch, no-cors': () => ask(admin + 'secrets', {mode: 'no-cors', credentials: 'include'}),
        'fetch, no-cors, a change': () => ask(admin + 'reset', {mode: 'no-cors', method: 'POST', body: '{}'}),
        'fetch, no-cors, a call of the service': () => ask(to, {mode: 'no-cors', method: 'POST', body: deletion}),
        'beacon': async () => navigator.sendBeacon(admin + 'reset', new Blob(['{}'], {type: 'text/plain'})) ? 'sent' : 'refused',
        'form, a change': () => form(admin + 'reset', 'text/plain', {'{"a': '"}'}),
        'form, a query': () => form(to, 'application/x-www-form-urlencoded',
            {Action: 'CreateUser', UserName: 'mallory', Version: '2010-05-08'}),
        'form, a call of the service': () => form(to, 'text/plain', {'{"SecretId": "prod/db", "x': '": 1}'}),
        'event source': () => seconds(new Promise(end => {
          const source = new EventSource(admin + 'events');
          source.onopen = () => end('opened');
          source.onerror = () => (source.close(), end('refused'));
        }), 'nothing'),
        'socket': () => seconds(new Promise(end => {
          const socket = new WebSocket(admin.replace('http', 'ws') + 'events');
          socket.onopen = () => end('opened');
          socket.onerror = () => end('refused');
        }), 'nothing'),
        'frame of the console': () => frame(admin + 'console/'),
        'frame of the administration': () => frame(admin + 'secrets'),
        'script of the console': () => include('script', {src: admin + 'console/app.js'}),
        'module of the console': () => include('script', {type: 'module', src: admin + 'console/api.js'}),
        'script of the administration': () => include('script', {src: admin + 'secrets'}),
        'script of the health': () => include('script', {src: admin + 'health'}),
        'style of the console': () => include('link', {rel: 'stylesheet', href: admin + 'console/console.css'}),
        'image of the console': () => include('img', {src: admin + 'console/icon.svg'}),
        'image of the administration': () => include('img', {src: admin + 'secrets'}),
        'window of the console': async () => {
          const opened = open(admin + 'console/');
          const cutOff = new Promise(end => {
            const timer = setInterval(() => opened.closed && (clearInterval(timer), end('cut off')), 20);
          });
          return Promise.race([cutOff, new Promise(end => setTimeout(end, 3000, 'refused'))]);
        },
      };
      (async () => {
        const outcomes = {};
        for (const [name, way] of Object.entries(ways)) {
          outcomes[name] = await way();
        }
        outcomes['what scripts have left'] = String(window.takeToken || window.strongroom);
        done(outcomes);
      })();
      """;

  private static final Map<String, String> NOTHING =
      Map.ofEntries(
          Map.entry("fetch, simple", "refused"),
          Map.entry("fetch, with the header of the administration", "refused"),
          Map.entry("fetch, with a guessed token", "refused"),
          Map.entry("fetch, a call of the service", "refused"),
          Map.entry("fetch, simple, a call of the service", "refused"),
          Map.entry("fetch, no-cors", "opaque"), // neither status nor content can be read
          Map.entry("fetch, no-cors, a change", "opaque"),
          Map.entry("fetch, no-cors, a call of the service", "opaque"),
          Map.entry("beacon", "sent"), // and refused by the endpoint
          Map.entry("form, a change", "unreadable"),
          Map.entry("form, a query", "unreadable"),
          Map.entry("form, a call of the service", "unreadable"),
          Map.entry("event source", "refused"),
          Map.entry("socket", "refused"),
          Map.entry("frame of the console", "unreadable"),
          Map.entry("frame of the administration", "unreadable"),
          Map.entry("script of the console", "refused"),
          Map.entry("module of the console", "refused"),
          Map.entry("script of the administration", "refused"),
          Map.entry("script of the health", "refused"),
          Map.entry("style of the console", "refused"),
          Map.entry("image of the console", "refused"),
          Map.entry("image of the administration", "refused"),
          Map.entry("what scripts have left", "undefined"));

  private HttpServer elsewhere;
  private String own;

  @BeforeEach
  void serveAPage() throws IOException {
    own = page.driver().getWindowHandle();
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          var html = "<!doctype html><title>Elsewhere</title><body>Elsewhere".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, html.length);
          try (var body = exchange.getResponseBody()) {
            body.write(html);
          }
        });
    elsewhere.start();
  }

  @AfterEach
  void goBackToTheTabOfAllTests() {
    elsewhere.stop(0);
    for (var console : opened()) {
      page.driver().switchTo().window(console).close();
    }
    page.driver().switchTo().window(own);
    page.forgets(); // the browser's notes of what it has refused
  }

  /** A console that another site opens is refused; one of another port forgets who opened it. */
  @ParameterizedTest(name = "a page of {0}, the endpoint as {1}")
  @CsvSource({
    "127.0.0.1, 127.0.0.1, cut off", // another port: the same site, another origin
    "localhost, localhost, cut off",
    "localhost, 127.0.0.1, refused", // another site
    "127.0.0.1, localhost, refused"
  })
  void pageOfAnotherOriginReachesNothing(String host, String endpointHost, String window) {
    call(
        PutSecretValue.of("prod/signing", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("s2"))); // so that a reset would show
    var stored = aws.snapshot();
    var records = aws.audit().size();
    page.driver().get("http://" + host + ":" + elsewhere.getAddress().getPort() + "/");

    var outcomes =
        page.driver()
            .executeAsyncScript(
                ATTACK,
                URI.create("http://" + endpointHost + ":" + endpoint.uri().getPort() + "/")
                    .toString());

    var expected = new HashMap<>(NOTHING);
    expected.put("window of the console", window);
    assertThat(outcomes).isEqualTo(expected);
    assertThat(aws.snapshot()).isEqualTo(stored);
    assertThat(aws.audit().size()).isEqualTo(records);
    assertThat(call(GetSecretValue.of("prod/signing")).secretString().text()).isEqualTo("s2");
    assertThat(opened()).hasSize(1);
    for (var console : opened()) {
      page.driver().switchTo().window(console);
      boolean isShown = page.is("return document.getElementById('app') !== null");
      assertThat(isShown).isEqualTo(window.equals("cut off"));
      assertThat(isShown && page.is("return window.opener !== null")).isFalse();
    }
  }

  private Set<String> opened() {
    var handles = new HashSet<>(page.driver().getWindowHandles());
    handles.remove(own);
    return handles;
  }
}
