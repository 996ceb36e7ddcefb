package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every view of the console, as axe-core judges it. */
class AccessibilityTest extends ConsoleFixture {

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void noViewHasAViolation(String colours) {
    page.colours(colours);
    var found = new ArrayList<String>();
    for (var view : page.views()) {
      page.open(view);
      check(view, found);
      var row = page.firstRow();
      if (row != null) {
        page.open(row);
        check(row, found);
      }
    }
    assertThat(found).isEmpty();
  }

  private void check(String view, List<String> found) {
    var results = new AxeBuilder().withTags(RULES).analyze(page.driver());
    for (Rule rule : results.getViolations()) {
      for (var node : rule.getNodes()) {
        found.add(view + ": " + rule.getId() + ": " + rule.getHelp() + ": " + node.getHtml());
      }
    }
  }
}
