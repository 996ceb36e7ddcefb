package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.samples.app.Documents.Document;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link in the documents leads somewhere. Links to other sites are checked for their form. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern PATH =
      Pattern.compile(
          "`((?:samples|docs|\\.ci|\\.github|\\.mvn|emulator-core|sdk-adapter|junit-extension)/[\\w./-]+)`");

  static Stream<Document> documents() {
    return Documents.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Document document) {
    assertThat(brokenLinksIn(document)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void everyPathThatIsMentionedExists(Document document) {
    assertThat(Documents.all(PATH.pattern(), document.prose()))
        .filteredOn(path -> !path.contains("/target/"))
        .allSatisfy(path -> assertThat(Documents.ROOT.resolve(path)).exists());
  }

  @Test
  void everyGuideIsInTheTableOfGuides() {
    var table = links(Documents.named("docs/guides/README.md"));

    assertThat(Documents.guides())
        .extracting(guide -> guide.file().substring("docs/guides/".length()))
        .isSubsetOf(table);
  }

  @ParameterizedTest
  @CsvSource({
    "README.md,            docs/NOWHERE.md",
    "README.md,            #no-such-heading",
    "README.md,            docs/RULES.md#no-such-section",
    "docs/guides/keys.md,  docs/RULES.md",
    "README.md,            https://no host/",
    "README.md,            ../elsewhere.md",
  })
  void brokenLinkIsFound(String file, String target) {
    var document = new Document(file, "See [there](" + target.replace(" ", "%zz") + ").");

    assertThat(brokenLinksIn(document)).hasSize(1);
  }

  @Test
  void headingsHaveTheAnchorsThatGitHubGivesThem() {
    var document =
        new Document("docs/X.md", "# `a.b(...)`, and C's\n\n## Twice\n\ntext\n\n## Twice\n");

    assertThat(anchors(document)).containsExactly("ab-and-cs", "twice", "twice-1");
  }

  private static List<String> brokenLinksIn(Document document) {
    return links(document).stream().filter(target -> !leadsSomewhere(document, target)).toList();
  }

  private static List<String> links(Document document) {
    var text = INLINE_CODE.matcher(document.prose()).replaceAll("code");
    return Documents.all(LINK.pattern(), text);
  }

  private static boolean leadsSomewhere(Document from, String target) {
    if (target.startsWith("http")) {
      try {
        return URI.create(target).getHost() != null;
      } catch (IllegalArgumentException malformed) {
        return false;
      }
    }
    var parts = target.split("#", 2);
    var here = Documents.ROOT.resolve(from.file()).normalize();
    var file = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]).normalize();
    if (!file.startsWith(Documents.ROOT) || Documents.ROOT.relativize(file).startsWith("..")) {
      return false;
    }
    if (parts.length == 1) {
      return Files.exists(file);
    }
    var document = parts[0].isEmpty() ? from : new Document(parts[0], Documents.read(file));
    return anchors(document).contains(parts[1]);
  }

  /** As GitHub makes them: lower case, without punctuation, hyphens for spaces. */
  private static List<String> anchors(Document document) {
    var seen = new HashMap<String, Integer>();
    var anchors = new ArrayList<String>();
    HEADING
        .matcher(document.prose())
        .results()
        .map(heading -> heading.group(1).replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1"))
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", ""))
        .map(heading -> heading.strip().replace(' ', '-'))
        .forEach(
            anchor -> {
              int number = seen.merge(anchor, 1, Integer::sum);
              anchors.add(number == 1 ? anchor : anchor + "-" + (number - 1));
            });
    return anchors;
  }
}
