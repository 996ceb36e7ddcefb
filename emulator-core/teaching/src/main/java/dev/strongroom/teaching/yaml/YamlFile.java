package dev.strongroom.teaching.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads YAML 1.2 files in the JSON schema: {@code no} and {@code 0123} are texts. */
public final class YamlFile {

  private static final int DEEPEST = 64;

  private final String name;

  private YamlFile(String name) {
    this.name = name;
  }

  /**
   * Reads a file in UTF-8.
   *
   * @throws IOException if it can't be read
   * @throws ScenarioException if it is no single YAML document, or not UTF-8
   */
  public static Located read(Path file) throws IOException {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException malformed) {
      throw new ScenarioException(
          new Place(file.toString(), 1, 1), "the file is not UTF-8", malformed);
    }
  }

  /**
   * Reads a text.
   *
   * @param name how messages call the text
   * @throws ScenarioException if it is no single YAML document
   */
  public static Located parse(String text, String name) {
    return new YamlFile(name).parse(text);
  }

  private Located parse(String text) {
    // Aliases of lists and maps could unfold a small file into a huge one.
    var settings =
        LoadSettings.builder()
            .setLabel(name)
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .build();
    try {
      requireShallow(settings, text);
      var nodes = new Composer(settings, parser(settings, text));
      if (!nodes.hasNext()) {
        throw new ScenarioException(new Place(name, 1, 1), "the file is empty");
      }
      var root = located(nodes.next());
      if (nodes.hasNext()) {
        throw new ScenarioException(
            place(nodes.next()), "a file has one document, but here begins a second one");
      }
      return root;
    } catch (MarkedYamlEngineException malformed) {
      var mark = malformed.getProblemMark();
      throw new ScenarioException(
          mark.map(this::place).orElse(new Place(name, 1, 1)),
          "this is no YAML: " + problem(malformed),
          malformed);
    } catch (YamlEngineException malformed) {
      throw new ScenarioException(
          new Place(name, 1, 1), "this is no YAML: " + malformed.getMessage(), malformed);
    }
  }

  private static String problem(MarkedYamlEngineException malformed) {
    var context = malformed.getContext();
    return (context == null || context.isBlank() ? "" : context + ", ") + malformed.getProblem();
  }

  private void requireShallow(LoadSettings settings, String text) {
    int depth = 0;
    for (var events = parser(settings, text); events.hasNext(); ) {
      var event = events.next();
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        default -> {}
      }
      if (depth > DEEPEST) {
        throw new ScenarioException(
            event.getStartMark().map(this::place).orElse(new Place(name, 1, 1)),
            "lists and maps are nested more than " + DEEPEST + " levels deep here");
      }
    }
  }

  private static Parser parser(LoadSettings settings, String text) {
    return new ParserImpl(settings, new StreamReader(settings, text));
  }

  private Located located(Node node) {
    var place = place(node);
    if (node instanceof ScalarNode scalar) {
      return new Scalar(place, scalar.getValue(), type(scalar));
    }
    if (node instanceof SequenceNode sequence) {
      var values = new ArrayList<Located>();
      sequence.getValue().forEach(value -> values.add(located(value)));
      return new Items(place, values);
    }
    var values = new LinkedHashMap<String, Located>();
    Map<String, Place> keys = new LinkedHashMap<>();
    for (var tuple : ((MappingNode) node).getValue()) {
      var key = located(tuple.getKeyNode());
      if (!(key instanceof Scalar scalar) || scalar.isNull()) {
        throw key.error("a key must be a text, but here is " + key.kind());
      }
      if (values.put(scalar.text(), located(tuple.getValueNode())) != null) {
        throw key.error("the key '" + scalar.text() + "' is here twice");
      }
      keys.put(scalar.text(), key.place());
    }
    return new Members(place, values, keys);
  }

  private static Scalar.Type type(ScalarNode scalar) {
    var tag = scalar.getTag();
    if (tag.equals(Tag.INT)) {
      return Scalar.Type.INTEGER;
    }
    if (tag.equals(Tag.FLOAT)) {
      return Scalar.Type.DECIMAL;
    }
    if (tag.equals(Tag.BOOL)) {
      return Scalar.Type.BOOLEAN;
    }
    return tag.equals(Tag.NULL) ? Scalar.Type.NULL : Scalar.Type.TEXT;
  }

  private Place place(Node node) {
    return node.getStartMark().map(this::place).orElse(new Place(name, 1, 1));
  }

  private Place place(Mark mark) {
    return new Place(name, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
