package dev.strongroom.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.local.Console;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Hostile texts in every field, hostile pages of other origins, and what the address gives away.
 */
class SecurityTest extends ConsoleFixture {

  private static final String MARKUP = "<img src=x onerror='window.broken=1'><b id=broken>";
  private static final String QUOTES = "\"'><svg onload=window.broken=1>${7*7}</script>";

  private static final String SEED =
      """
      {
        "secrets": [
          {"name": "prod/db", "description": "MARKUP", "string": "hunter2", "tags": {"MARKUP": "QUOTES"},
           "resourcePolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Marked", "Effect": "Allow",
             "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*",
             "Condition": {"StringEquals": {"secretsmanager:VersionStage": "MARKUP"}}}]},
           "rotation": {"function": "arn:aws:lambda:us-east-1:123456789012:function:rotate", "days": 30}},
          {"name": "prod/labels", "versions": [{"string": "a", "labels": ["AWSPREVIOUS", "QUOTES"]},
            {"string": "hunter2", "labels": ["AWSCURRENT", "MARKUP"]}]}
        ],
        "parameters": [{"name": "/prod/db", "value": "MARKUP", "description": "QUOTES"}],
        "keys": [{"aliases": ["alias/shop"], "description": "MARKUP"}],
        "functions": [{"arn": "arn:aws:lambda:us-east-1:123456789012:function:rotate", "code": "builtin:password"}],
        "faults": [{"on": "PutSecretValue", "secret": "*", "first": 2,
          "fail": {"code": "InternalServiceError", "message": "MARKUP"}}],
        "accounts": [{"users": [{"name": "ann", "policies": [{"Version": "2012-10-17", "Statement": [
          {"Sid": "Marked", "Effect": "Allow", "Action": "*", "Resource": "*",
           "Condition": {"StringLike": {"aws:PrincipalTag/x": "MARKUP"}}}]}]}]}]
      }
      """;

  @Override
  SecretsEmulator emulator() {
    var text = SEED.replace("MARKUP", MARKUP).replace("QUOTES", QUOTES.replace("\"", "\\\""));
    return SecretsEmulator.builder()
        .frozenAt(Shop.NOON)
        .randomSeed(1)
        .seed(Seed.parse(text))
        .build();
  }

  @Test
  void noTextBecomesMarkup() {
    page.open("snapshots").fill("Name", MARKUP).click("Take a snapshot").sees(MARKUP);
    page.fill("Name", QUOTES).click("Take a snapshot").sees(QUOTES);
    for (var view : page.views()) {
      page.open(view);
      isNoMarkup(view);
      var row = page.firstRow();
      if (row != null) {
        page.open(row);
        isNoMarkup(row);
      }
    }
    page.open("secrets/prod%2Flabels").sees(MARKUP);
    isNoMarkup("labels");
    page.open("secrets/prod%2Fdb").sees(MARKUP);
    page.open("parameters/%2Fprod%2Fdb").sees(MARKUP);
    isNoMarkup("parameter");
    page.open("keys").sees(MARKUP);
    isNoMarkup("keys");
    page.open("secrets/prod%2Fdb")
        .click("Put a value")
        .fill("Value", "x")
        .click("Put")
        .sees(MARKUP);
    isNoMarkup("a refusal");
    page.forgets(); // the browser's note of that refusal
  }

  @Test
  void noAddressBecomesMarkup() {
    for (var view : List.of("secrets?q=", "audit?operation=", "snapshots?compare=", "secrets/")) {
      page.driver().executeScript("location.hash = '#/' + arguments[0]", view + encoded(MARKUP));
      page.settled();
      isNoMarkup(view);
    }
    page.driver().executeScript("location.hash = '#/' + arguments[0]", encoded(MARKUP));
    page.sees("There is no view named “" + MARKUP);
    isNoMarkup("a view of no name");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private void isNoMarkup(String where) {
    assertThat(page.driver().executeScript("return window.broken")).as(where).isNull();
    assertThat(
            page.is(
                "return !document.querySelector('#broken, img[src=x], svg[onload], main script')"))
        .as(where)
        .isTrue();
  }

  @Test
  void neitherAddressNorTitleNorSourceHasTheTokenOrAValue() {
    var token = console.uri().getFragment().replace("token=", "");
    page.open("secrets/prod%2Flabels").click("Show value").sees("hunter2");

    assertThat(page.driver().getCurrentUrl()).doesNotContain(token, "hunter2");
    assertThat(page.driver().getTitle()).doesNotContain(token, "hunter2");
    assertThat(String.valueOf(page.driver().executeScript("return JSON.stringify(history.state)")))
        .doesNotContain(token, "hunter2");
    assertThat(page.driver().executeScript("return JSON.stringify(localStorage)").toString())
        .doesNotContain(token, "hunter2");
    assertThat(page.driver().manage().getCookies()).isEmpty();
    page.open("secrets").seesNo("hunter2");
    assertThat(page.driver().getPageSource()).doesNotContain(token).doesNotContain("hunter2");
  }

  @Test
  void pageOfAnotherOriginReachesNothing() throws Exception {
    var other = SecretsEmulator.create();
    try (var elsewhere = Endpoint.start(other, 0)) {
      page.visit(Console.on(elsewhere).uri()); // a page of another port of this machine
      var before = aws.snapshot();

      var answers =
          page.driver()
              .executeAsyncScript(
                  """
                  const [to, done] = arguments;
                  const ask = (path, options) => new Promise(answered => {
                    // Past the page's own policy, which would already stop it: as a form, and as an image.
                    const image = new Image();
                    image.onload = () => answered('read');
                    image.onerror = () => answered('refused');
                    image.src = to + path;
                  });
                  Promise.all([ask('/_strongroom/console/icon.svg'), ask('/_strongroom/secrets')]).then(done);
                  """,
                  endpoint.uri().toString());

      assertThat(answers).isEqualTo(List.of("refused", "refused"));
      assertThat(aws.snapshot()).isEqualTo(before);
      assertThat(aws.audit().of("GetSecretValue")).isEmpty();
      page.forgets(); // the page's policy has refused the images, as it is to
    } finally {
      other.close();
    }
  }

  @Test
  void curlNeedsNoToken() throws Exception {
    var request =
        HttpRequest.newBuilder(endpoint.uri().resolve("/_strongroom/reset"))
            .header("X-Strongroom-Admin", "true")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();

    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(call(GetSecretValue.of("prod/db")).secretString()).isNotNull();
  }
}
