package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.openqa.selenium.Keys;

/**
 * The console as a person uses it who has no mouse. Every stop of the focus on the way must be
 * visible, and what is pressed must not lose the focus.
 */
final class Keyboard {

  private static final int ALL_OF_A_PAGE = 150;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  /** Presses Tab until it comes to what is called so. */
  Keyboard tabTo(String name) {
    return goTo(name, Keys.TAB);
  }

  /** Goes back to the navigation, and from there to a view. */
  Keyboard view(String title) {
    goTo(title, Keys.chord(Keys.SHIFT, Keys.TAB)).enter();
    page.focusIsOnTheView().settled();
    return this;
  }

  private Keyboard goTo(String name, CharSequence keys) {
    for (int i = 0; i < ALL_OF_A_PAGE; i++) {
      page.press(keys);
      isVisible();
      if (page.focus().equals(name)) {
        return this;
      }
    }
    throw new AssertionError(
        "The focus never comes to '" + name + "'; the last was '" + page.focus() + "'");
  }

  /** Presses Enter on what has the focus. */
  Keyboard enter() {
    page.press(Keys.ENTER);
    return this;
  }

  /** Types a text in place of what is in the field that has the focus. */
  Keyboard type(String text) {
    page.press(Keys.chord(Keys.CONTROL, "a"));
    page.press(text);
    return this;
  }

  /** Goes down in the choice that has the focus until it is at this entry. */
  Keyboard choose(String entry) {
    page.press(Keys.HOME);
    for (int i = 0; i < ALL_OF_A_PAGE; i++) {
      if (page.is(
          "return document.activeElement.selectedOptions[0].textContent === arguments[0]", entry)) {
        return this;
      }
      page.press(Keys.ARROW_DOWN);
    }
    throw new AssertionError("There is no entry '" + entry + "' in '" + page.focus() + "'");
  }

  /** Waits until the page shows a text; the focus is still on something then. */
  Keyboard sees(String text) {
    page.sees(text).settled();
    return keepsTheFocus();
  }

  /** Waits until the dialog is closed; the focus is back on something of the page then. */
  Keyboard seesNoDialog() {
    page.seesNoDialog();
    return keepsTheFocus();
  }

  private Keyboard keepsTheFocus() {
    assertThat(page.is("return document.activeElement !== document.body"))
        .as("something has the focus")
        .isTrue();
    return this;
  }

  private void isVisible() {
    assertThat(
            page.is(
                "const style = getComputedStyle(document.activeElement);"
                    + "return document.activeElement === document.body" // behind the last element
                    + " || style.outlineStyle !== 'none' || style.boxShadow !== 'none'"
                    + " || [...document.activeElement.querySelectorAll('rect, .mark-ground')].some("
                    + "each => parseFloat(getComputedStyle(each).strokeWidth) >= 1.5)"))
        .as("one sees that the focus is on '%s'", page.focus())
        .isTrue();
  }
}
