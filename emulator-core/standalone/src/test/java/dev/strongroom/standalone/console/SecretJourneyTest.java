package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Secrets, as people create, change, delete and read them in the console. */
class SecretJourneyTest extends ConsoleFixture {

  private static final String HOSTILE = "\"><img src=x onerror=alert(1)><b>bold</b>";

  private String value(String secret) {
    return String.valueOf(call(GetSecretValue.of(secret)).secretString().text());
  }

  private Map<String, List<String>> labels(String secret) {
    return call(new DescribeSecret(secret)).versionIdsToStages();
  }

  private int reads() {
    return aws.audit().of("GetSecretValue").size();
  }

  @Test
  void secretIsCreatedAndItsValueHiddenUntilItIsAskedFor() {
    page.open("secrets").click("Create a secret");
    page.fill("Name", "prod/new").fill("Value", "opensesame").click("Create").seesNoDialog();
    page.sees("secret:prod/new-").settled();
    var readsBefore = reads();
    var textBefore = page.text();

    page.click("Show value").sees("opensesame");

    assertThat(textBefore).doesNotContain("opensesame");
    assertThat(readsBefore).isZero();
    assertThat(reads()).isEqualTo(1);
    assertThat(value("prod/new")).isEqualTo("opensesame");
    assertThat(page.driver().getCurrentUrl()).doesNotContain("opensesame", "token");
    assertThat(page.driver().getTitle()).isEqualTo("prod/new - Strongroom");
  }

  @Test
  void refusalOfACreationIsShownAndNothingIsCreated() {
    page.open("secrets").click("Create a secret");
    page.fill("Name", "prod/db").fill("Value", "x").click("Create");

    page.sees("ResourceExistsException");
    assertThat(labels("prod/db")).hasSize(1);
  }

  @Test
  void secretsAreFilteredAndTheFilterStandsInTheAddress() {
    page.open("secrets").fill("Search", "payment");

    page.sees("1 of 6 secrets").seesNo("stage/db");
    assertThat(page.driver().getCurrentUrl()).endsWith("#/secrets?q=payment");
    page.fill("State", "Scheduled for deletion").sees("No secret is like this.");
    page.fill("Search", "").sees("stage/old");
  }

  @Test
  void valueIsPutAndTheLabelMovedBack() {
    page.open("secrets/prod%2Fsigning").click("Put a value");
    page.fill("Value", "s2").click("Put").seesNoDialog().sees("AWSPREVIOUS").settled();
    var put = value("prod/signing");

    page.click("Make current").sees("AWSCURRENT is on");

    assertThat(put).isEqualTo("s2");
    assertThat(value("prod/signing")).isEqualTo("s1");
    page.open("secrets/prod%2Fsigning?as=table").sees("UpdateSecretVersionStage");
    page.sees("PutSecretValue");
  }

  @Test
  void anyLabelIsMovedToAnyVersion() {
    page.open("secrets/prod%2Fpayment-api").click("Move a label");
    var previous =
        labels("prod/payment-api").entrySet().stream()
            .filter(version -> version.getValue().contains("AWSPREVIOUS"))
            .findFirst()
            .orElseThrow()
            .getKey();
    page.fill("Label", "blue")
        .fill("Move it to", previous.substring(0, 8) + ", AWSPREVIOUS")
        .click("Move")
        .seesNoDialog();

    assertThat(labels("prod/payment-api").get(previous))
        .containsExactlyInAnyOrder("AWSPREVIOUS", "blue");
    page.sees("blue is on " + previous.substring(0, 8));
  }

  @Test
  void timelineIsReadByTheKeyboard() {
    call(
        PutSecretValue.of("prod/signing", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("s2")));
    page.open("secrets/prod%2Fsigning").sees("AWSPREVIOUS");

    page.driver().executeScript("document.querySelector('.timeline [tabindex=\"0\"]').focus()");
    page.press(Keys.HOME).sees("AWSCURRENT moved from");
    page.press(Keys.END).sees("until now");
    page.press("+");

    assertThat(page.driver().getCurrentUrl()).contains("zoom=");
    page.press("0");
    assertThat(page.driver().getCurrentUrl()).doesNotContain("zoom=");
  }

  @Test
  void secretIsDescribedAndTagged() {
    page.open("secrets/stage%2Fdb").click("Edit");
    page.fill("Description", "For tests").click("Save").seesNoDialog().sees("For tests");
    page.click("Edit tags");
    page.fill("Key 1", "team").fill("Value 1", "shop").click("Save").seesNoDialog();
    page.sees("team: shop");

    var described = call(new DescribeSecret("stage/db"));
    assertThat(described.description()).isEqualTo("For tests");
    assertThat(described.tags()).containsExactly(new Tag("team", "shop"));
  }

  @Test
  void secretIsDeletedAndRestored() {
    page.open("secrets/stage%2Fdb").click("Delete");
    page.fill("Days until it is removed", "7").click("Delete").seesNoDialog();
    page.sees("It is scheduled for deletion").settled();

    assertThat(call(new DescribeSecret("stage/db")).deletedDate()).isNotNull();
    assertThatThrownBy(() -> value("stage/db")).isInstanceOf(ServiceError.class);
    page.click("Restore").seesNo("It is scheduled for deletion");
    assertThat(value("stage/db")).contains("stage");
    page.click("As a table").sees("Scheduled for deletion").sees("Restored");
  }

  @Test
  void hostileTextsAreShownAsTexts() {
    call(new TagResource("stage/db", List.of(new Tag("team", "<b>bold</b>"))));
    page.open("secrets/stage%2Fdb").click("Edit");
    page.fill("Description", HOSTILE).click("Save").seesNoDialog().sees(HOSTILE);

    page.open("secrets").sees(HOSTILE).sees("team: <b>bold</b>");

    assertThat(page.is("return document.querySelector('main img, main b') === null")).isTrue();
  }

  @Test
  void whatOthersDoIsSeenAsItHappens() {
    page.open("secrets").sees("stage/db");

    call(
        CreateSecret.of("prod/live", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("x")));

    page.sees("prod/live").open("secrets/prod%2Flive").sees("AWSCURRENT");
    call(
        PutSecretValue.of("prod/live", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("y")));
    page.sees("AWSPREVIOUS");
  }

  @Test
  void pageWithoutItsTokenShowsButNeitherChangesNorReveals() {
    page.driver().executeScript("sessionStorage.clear(); location.reload()");
    page.sees("This page may look").open("secrets/prod%2Fsigning").sees("Versions").settled();

    page.click("Show value").sees("open the address");

    assertThat(page.text()).doesNotContain("s1");
    assertThat(reads()).isZero();
  }
}
