package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.DescribeKey;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A journey through the console without a mouse. */
class KeyboardTest extends ConsoleFixture {

  private Keyboard keyboard;

  @BeforeEach
  void takeTheMouseAway() {
    keyboard = new Keyboard(page);
  }

  @Test
  void secretIsCreatedChangedReadAndDeletedWithoutAMouse() {
    page.press(Keys.TAB);
    assertThat(page.focus()).isEqualTo("Skip to the content");
    page.press(Keys.ENTER).focusIsOnTheView();

    keyboard.tabTo("Create a secret").enter().sees("KMS key").type("prod/keys");
    keyboard.tabTo("Value").type("one").tabTo("Create").enter().seesNoDialog();
    keyboard.sees("secret:prod/keys-");
    assertThat(value("prod/keys")).isEqualTo("one");

    keyboard.tabTo("Put a value").enter().tabTo("Value").type("two");
    page.press(Keys.ESCAPE).seesNoDialog().focusIsOn("Put a value"); // where it was opened
    assertThat(value("prod/keys")).isEqualTo("one");
    keyboard.enter().tabTo("Value").type("two").tabTo("Put").enter().seesNoDialog();
    keyboard.sees("AWSPREVIOUS");
    assertThat(value("prod/keys")).isEqualTo("two");

    keyboard.tabTo("Show value").enter().sees("two");

    keyboard.tabTo("Delete").enter().tabTo("Delete").enter().seesNoDialog();
    keyboard.sees("It is scheduled for deletion");
  }

  @Test
  void valueIsPutAndTheLabelMovedBack() {
    keyboard.tabTo("prod/signing").enter().sees("secret:prod/signing-");
    keyboard.tabTo("Put a value").enter().tabTo("Value").type("s2").tabTo("Put").enter();
    keyboard.seesNoDialog().sees("AWSPREVIOUS");
    var put = value("prod/signing");

    keyboard.tabTo("Make current").enter().sees("AWSCURRENT is on");

    assertThat(put).isEqualTo("s2");
    assertThat(value("prod/signing")).isEqualTo("s1");
  }

  @Test
  void rotationFailsIsRepairedAndSucceeds() {
    var before = value("prod/db");
    keyboard
        .tabTo("prod/db")
        .view("Rotations")
        .tabTo("prod/db")
        .enter()
        .sees("Which value logs in");
    keyboard.tabTo("Fail the next step…").enter().sees("How often").choose("setSecret");
    keyboard.tabTo("Make it fail").enter().seesNoDialog();
    keyboard.tabTo("Rotate now").enter().sees("Retrying");
    assertThat(aws.rotation("prod/db").timeline().names()).endsWith("RotationFailed");

    keyboard.tabTo("Remove").enter().sees("No step is made to fail.");
    keyboard.tabTo("Advance to attempt 2").enter().sees("Succeeded");

    assertThat(aws.rotation("prod/db").timeline().names()).endsWith("RotationSucceeded");
    assertThat(value("prod/db")).isNotEqualTo(before);
  }

  @Test
  void refusalIsExplainedAndRepaired() {
    var ann = aws.account("123456789012").user("ann").caller();
    assertThatThrownBy(() -> aws.as(ann).call(GetSecretValue.of("prod/db")))
        .isInstanceOf(ServiceError.class);

    keyboard.tabTo("prod/db").view("Access").tabTo("Who calls").choose("user/ann");
    keyboard
        .tabTo("Secret")
        .choose("prod/db (us-east-1)")
        .sees("Denied. user/ann may not GetSecretValue");
    keyboard.tabTo("Apply the repair").enter().sees("Allowed. user/ann may GetSecretValue.");

    assertThat(aws.as(ann).call(GetSecretValue.of("prod/db")).secretString()).isNotNull();
  }

  @Test
  void keyIsDisabledAndEnabled() {
    keyboard
        .tabTo("prod/db")
        .view("Keys")
        .tabTo("alias/shop")
        .enter()
        .sees("Secrets that hang on it");
    keyboard.tabTo("Disable …").enter().tabTo("Disable").enter().seesNoDialog();
    keyboard.sees("can’t be read");
    assertThat(shopKeyIsEnabled()).isFalse();

    keyboard.tabTo("Enable").enter().sees("Enabled");

    assertThat(shopKeyIsEnabled()).isTrue();
  }

  private boolean shopKeyIsEnabled() {
    return call(new DescribeKey("alias/shop", null)).keyMetadata().enabled();
  }

  @Test
  void replicaIsPromoted() {
    keyboard.tabTo("prod/db").view("Replicas").tabTo("Promote").enter().tabTo("Promote").enter();
    keyboard.seesNoDialog().sees("No secret has a replica");

    var promoted = aws.as(aws.administrator().in("eu-west-1")).call(new DescribeSecret("prod/db"));
    assertThat(promoted.primaryRegion()).isNull();
  }

  @Test
  void thirtyDaysPass() {
    var before = aws.clock().instant();

    keyboard.tabTo("prod/db").view("Clock").tabTo("+ 30 days").enter().sees("Advanced by 30 days");

    assertThat(aws.clock().instant()).isEqualTo(before.plus(Duration.ofDays(30)));
    assertThatThrownBy(() -> call(new DescribeSecret("stage/old")))
        .isInstanceOf(ServiceError.class);
  }

  @Test
  void snapshotIsTakenAndRestored() {
    keyboard.tabTo("prod/db").view("Snapshots").tabTo("Name").type("before").enter();
    keyboard.sees("before is taken");
    call(
        PutSecretValue.of("prod/signing", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("s2")));

    keyboard.tabTo("Restore").enter().tabTo("Restore").enter().seesNoDialog();

    page.settled();
    assertThat(value("prod/signing")).isEqualTo("s1");
  }

  @Test
  void rowsAreReachedByTheArrowsAndOpenedByEnter() {
    keyboard.tabTo("prod/db");
    page.press(Keys.ARROW_DOWN).press(Keys.ARROW_DOWN).focusIsOn("prod/payment-api");
    page.press(Keys.END).focusIsOn("stage/old");
    page.press(Keys.ENTER).sees("secret:stage/old-").focusIsOnTheView();
  }

  @Test
  void everyViewIsReachedFromTheNavigation() {
    page.press(Keys.TAB).press(Keys.ENTER); // skips to the content
    for (var view : page.titles().entrySet()) {
      keyboard.view(view.getKey());
      assertThat(page.driver().getCurrentUrl()).contains("#/" + view.getValue());
    }
  }

  @Test
  void everyStopOfEveryViewIsSeen() {
    for (var view : page.views()) {
      page.open(view).focusIsOnTheView();
      keyboard.tabTo("Skip to the content"); // around the whole page
    }
  }

  private String value(String secret) {
    return String.valueOf(call(GetSecretValue.of(secret)).secretString().text());
  }
}
