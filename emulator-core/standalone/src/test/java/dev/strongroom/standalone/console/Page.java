package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.Select;

/** The console's page as a person uses it, who knows what is written on it and nothing else. */
final class Page {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What can be pressed, and what can be filled in, inside the open dialog if there is one. */
  private static final String FIND =
      """
      const [kind, name] = arguments;
      const dialogs = document.querySelectorAll('dialog[open]');
      const root = dialogs.length ? dialogs[dialogs.length - 1] : document;
      const clean = text => (text || '').replace(/\\s+/g, ' ').trim();
      const visible = each => each.getClientRects().length > 0;
      const byIds = ids => clean(ids.split(' ').map(id => document.getElementById(id)?.textContent).join(' '));
      const named = each => clean(each.getAttribute('aria-label')
          || (each.getAttribute('aria-labelledby') && byIds(each.getAttribute('aria-labelledby')))
          || (each.labels?.length ? each.labels[0].textContent : '')
          || each.textContent || each.title);
      const selector = {
        action: 'button, a[href], [role=button], [role=tab], [role=menuitem], summary, input[type=checkbox], input[type=radio]',
        field: 'input, select, textarea',
      }[kind];
      const all = [...root.querySelectorAll(selector)].filter(visible);
      return all.find(each => named(each) === name)
          || all.find(each => named(each).startsWith(name)) || null;
      """;

  private final ChromeDriver driver;

  Page(ChromeDriver driver) {
    this.driver = driver;
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Loads the console. */
  Page visit(URI address) {
    driver.manage().logs().get(LogType.BROWSER); // of the test before
    size(1280, 900);
    colours("light");
    driver.get(address.toString());
    until("the page is there", () -> is("return !!document.querySelector('main h1')"));
    return this;
  }

  /** Goes where no stream of events is open. */
  void leave() {
    driver.get("about:blank");
  }

  /** Opens what an address shows after its {@code #/}, such as {@code secrets/prod%2Fdb}. */
  Page open(String view) {
    driver.executeScript("location.hash = '#/' + arguments[0]", view);
    return settled();
  }

  /** Waits until nothing is loading. */
  Page settled() {
    until(
        "the view is there",
        () ->
            is(
                "return !!document.querySelector('main h1')"
                    + " && !document.querySelector('main .loading, [aria-busy=true]')"));
    return this;
  }

  /** Makes the window so large. */
  Page size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    return this;
  }

  /** Makes the system prefer these colours: {@code light} or {@code dark}. */
  Page colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  /** Presses the button, link or tab on which this is written, or whose text begins so. */
  Page click(String name) {
    var wait = until("something is called '" + name + "'", () -> find("action", name) != null);
    wait.ignoring(org.openqa.selenium.WebDriverException.class)
        .until(
            ignored -> {
              Objects.requireNonNull(find("action", name)).click();
              return true;
            });
    return this;
  }

  /** Fills in a field in place of what is in it; of a choice, chooses the entry with this text. */
  Page fill(String label, String text) {
    until("there is a field '" + label + "'", () -> find("field", label) != null);
    var field = field(label);
    if (field.getTagName().equals("select")) {
      new Select(field).selectByVisibleText(text);
      return this;
    }
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    field.sendKeys(text);
    return this;
  }

  /** Presses keys, where the focus is. */
  Page press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
    return this;
  }

  /** Waits until the page shows a text. */
  Page sees(String text) {
    until("the page shows '" + text + "'", () -> text().contains(text));
    return this;
  }

  /** Waits until the page no longer shows a text. */
  Page seesNo(String text) {
    until("the page no longer shows '" + text + "'", () -> !text().contains(text));
    return this;
  }

  /** Waits until the dialog is closed. */
  Page seesNoDialog() {
    until("the dialog is closed", () -> is("return !document.querySelector('dialog[open]')"));
    return this;
  }

  /** Returns what the page shows. */
  String text() {
    return String.valueOf(driver.executeScript("return document.body.innerText"));
  }

  /** Returns what a field has in it. */
  String value(String label) {
    return String.valueOf(field(label).getDomProperty("value"));
  }

  /** Returns what is written on what has the focus. */
  String focus() {
    return String.valueOf(
        driver.executeScript(
            "const at = document.activeElement; return (at.getAttribute('aria-label')"
                + " || at.labels?.[0]?.textContent || at.textContent).trim()"));
  }

  /** Waits until the focus is on what is called so. */
  Page focusIsOn(String name) {
    until("the focus is on '" + name + "'", () -> focus().equals(name));
    return this;
  }

  /** Waits until the focus is on what the view shows, where a new view puts it. */
  Page focusIsOnTheView() {
    until("the focus is on the view", () -> is("return document.activeElement.id === 'view'"));
    return this;
  }

  /** Returns the addresses of all views, as the navigation has them: {@code secrets} and so on. */
  List<String> views() {
    return List.copyOf(titles().values());
  }

  /** Returns the addresses of all views by what is written on the navigation, in its order. */
  Map<String, String> titles() {
    var titles = new LinkedHashMap<String, String>();
    for (var link : driver.findElements(By.cssSelector("nav a[href^='#/']"))) {
      titles.put(link.getText(), String.valueOf(link.getDomAttribute("href")).substring(2));
    }
    return titles;
  }

  /** Returns the address of the first row's own view; null if this view has no such rows. */
  @Nullable String firstRow() {
    return rows().stream().findFirst().orElse(null);
  }

  /** Returns the addresses that the rows of this view lead to. */
  List<String> rows() {
    return driver.findElements(By.cssSelector("main tbody a[href^='#/']")).stream()
        .map(link -> String.valueOf(link.getDomAttribute("href")).substring(2))
        .toList();
  }

  /** Forgets what {@link #isClean} would complain about. */
  void forgets() {
    driver.executeScript("window.violations = []");
    driver.manage().logs().get(LogType.BROWSER);
  }

  /** Fails if the page broke its security policy, or something in it threw. */
  void isClean() {
    assertThat(driver.executeScript("return window.violations")).isEqualTo(List.of());
    assertThat(driver.executeScript("return window.failures")).isEqualTo(List.of());
    assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
        .extracting(entry -> entry.getMessage())
        .filteredOn(message -> !message.contains("/_strongroom/events")) // ends with the endpoint
        .filteredOn(message -> !message.contains("the server responded with a status of 4"))
        .isEmpty();
  }

  boolean is(String script, Object... arguments) {
    return Boolean.TRUE.equals(driver.executeScript(script, arguments));
  }

  private WebElement field(String label) {
    return Objects.requireNonNull(find("field", label), label);
  }

  private @Nullable WebElement find(String kind, String name) {
    return (WebElement) driver.executeScript(FIND, kind, name);
  }

  private FluentWait<ChromeDriver> until(String what, BooleanSupplier condition) {
    var wait =
        new FluentWait<>(driver)
            .withTimeout(PATIENCE)
            .pollingEvery(Duration.ofMillis(30))
            .ignoring(StaleElementReferenceException.class);
    try {
      wait.until(ignored -> condition.getAsBoolean());
    } catch (org.openqa.selenium.TimeoutException late) {
      fail(
          "%s: not within %s. It threw %s, and shows:%n%s",
          what, PATIENCE, driver.executeScript("return window.failures"), text());
    }
    return wait;
  }
}
