package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.seed.Seed;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What the address, the title and the source of the page give away, and what curl may do. */
class SecurityTest extends ConsoleFixture {

  @Override
  SecretsEmulator emulator() {
    return SecretsEmulator.builder()
        .frozenAt(Shop.NOON)
        .randomSeed(1)
        .secret(Seed.secret("prod/db").string("hunter2"))
        .build();
  }

  @Test
  void neitherAddressNorTitleNorSourceHasTheTokenOrAValue() {
    var token = console.uri().getFragment().replace("token=", "");
    page.open("secrets/prod%2Fdb").click("Show value").sees("hunter2");

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
