package dev.strongroom.standalone.console;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** One browser for all tests of the console; they are skipped where there is none. */
final class Chromium implements ExecutionCondition, BeforeAllCallback {

  private static final @Nullable File BROWSER =
      found("chromium", "chromium-browser", "google-chrome");
  private static final @Nullable File DRIVER = found("chromedriver");

  private static final Logger QUIET = Logger.getLogger("org.openqa.selenium");

  private static @Nullable ChromeDriver running;

  /** Returns the browser, which the tests use one after the other. */
  static ChromeDriver driver() {
    return Objects.requireNonNull(running);
  }

  private static @Nullable File found(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toFile)
        .findFirst()
        .orElse(null);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return BROWSER == null || DRIVER == null
        ? ConditionEvaluationResult.disabled(
            "There is no chromium or no chromedriver on the PATH: apt-get install chromium"
                + " chromium-driver")
        : ConditionEvaluationResult.enabled(BROWSER.toString());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(Chromium.class))
        .getOrComputeIfAbsent(
            "driver",
            name -> {
              var driver = start();
              running = driver;
              return new Closing(driver);
            });
  }

  /** What JUnit closes after the last test. */
  private record Closing(ChromeDriver driver) implements AutoCloseable {
    @Override
    public void close() {
      driver.quit();
    }
  }

  private static ChromeDriver start() {
    QUIET.setLevel(Level.SEVERE); // it has no bindings of its own for each version of Chromium
    var options = new ChromeOptions();
    options.setBinary(BROWSER);
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // root has none
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-proxy-server",
        "--force-prefers-reduced-motion",
        "--hide-scrollbars",
        "--lang=en-US");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER)
            .usingAnyFreePort()
            .withEnvironment(Map.of("TZ", "Europe/Berlin", "LANG", "C.UTF-8"))
            .build();
    var driver = new ChromeDriver(service, options);
    driver.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument",
        Map.of(
            "source",
            "window.violations = [];"
                + "addEventListener('securitypolicyviolation', event =>"
                + " window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"
                + "window.failures = [];"
                + "addEventListener('error', event => window.failures.push(event.message));"
                + "addEventListener('unhandledrejection', event =>"
                + " window.failures.push(String(event.reason)));"));
    return driver;
  }
}
