package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A journey through the console without a mouse. */
class KeyboardTest extends ConsoleFixture {

  private static final int ALL_OF_A_PAGE = 80;

  @Test
  void secretIsCreatedChangedReadAndDeletedWithoutAMouse() {
    page.press(Keys.TAB);
    assertThat(page.focus()).isEqualTo("Skip to the content");
    page.press(Keys.ENTER);

    assertThat(page.driver().executeScript("return document.activeElement.id")).isEqualTo("view");
    tabTo("Create a secret").press(Keys.ENTER).sees("KMS key");
    page.press("prod/keys");
    tabTo("Value").press("one");
    tabTo("Create").press(Keys.ENTER).seesNoDialog().sees("secret:prod/keys-").settled();
    assertThat(value()).isEqualTo("one");

    tabTo("Put a value").press(Keys.ENTER);
    tabTo("Value").press("two");
    page.press(Keys.ESCAPE).seesNoDialog().focusIsOn("Put a value"); // where it was opened
    assertThat(value()).isEqualTo("one");
    page.press(Keys.ENTER);
    tabTo("Value").press("two");
    tabTo("Put").press(Keys.ENTER).seesNoDialog().sees("AWSPREVIOUS").settled();
    assertThat(value()).isEqualTo("two");

    tabTo("Show value").press(Keys.ENTER).sees("two");

    tabTo("Delete").press(Keys.ENTER);
    tabTo("Delete").press(Keys.ENTER).seesNoDialog().sees("It is scheduled for deletion");
  }

  @Test
  void rowsAreReachedByTheArrowsAndOpenedByEnter() {
    tabTo("prod/db").press(Keys.ARROW_DOWN).press(Keys.ARROW_DOWN).focusIsOn("prod/payment-api");
    page.press(Keys.END).focusIsOn("stage/old");
    page.press(Keys.ENTER).sees("secret:stage/old-");
    assertThat(page.driver().executeScript("return document.activeElement.id")).isEqualTo("view");
  }

  @Test
  void everyViewIsReachedFromTheNavigation() {
    for (var view : page.views()) {
      page.driver().executeScript("document.activeElement.blur(); scrollTo(0, 0)");
      page.driver()
          .executeScript("document.querySelector(`nav a[href='#/${arguments[0]}']`).focus()", view);
      isVisible();
      page.press(Keys.ENTER).settled();
      assertThat(page.driver().getCurrentUrl()).contains("#/" + view);
    }
  }

  /** Presses Tab until it comes to what is called so; each stop on the way can be seen. */
  private Page tabTo(String name) {
    for (int i = 0; i < ALL_OF_A_PAGE; i++) {
      page.press(Keys.TAB);
      isVisible();
      if (page.focus().equals(name)) {
        return page;
      }
    }
    throw new AssertionError("Tab never comes to '" + name + "'; the last was " + page.focus());
  }

  private void isVisible() {
    assertThat(
            page.is(
                "const style = getComputedStyle(document.activeElement);"
                    + "return document.activeElement === document.body"
                    + " || style.outlineStyle !== 'none' || style.boxShadow !== 'none'"
                    + " || [...document.activeElement.querySelectorAll('rect, .mark-ground')].some("
                    + "each => parseFloat(getComputedStyle(each).strokeWidth) >= 1.5)"))
        .as("one sees that the focus is on '%s'", page.focus())
        .isTrue();
  }

  private String value() {
    SecretValue value = call(GetSecretValue.of("prod/keys")).secretString();
    return String.valueOf(value.text());
  }
}
