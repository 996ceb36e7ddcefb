package dev.strongroom.local.internal.yaml;

import dev.strongroom.internal.seed.NodeType;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.internal.seed.SeedNode.Sequence;
import dev.strongroom.internal.seed.SeedSyntaxException;
import dev.strongroom.seed.SourcePlace;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML document as a tree, by YAML 1.2's core schema; no message quotes a value. Depth
 * and size are bounded, with each alias counted as what it stands for.
 */
public final class YamlTree {

  private static final int DEEPEST = 100;
  private static final int LARGEST = 100_000;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setSchema(new CoreSchema()).setCodePointLimit(10 << 20).build();

  private final Iterator<Event> events;
  private final String file;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int size;

  /** What an alias stands for, and how many values that is. */
  private record Anchored(SeedNode node, int size) {}

  private YamlTree(Iterator<Event> events, String file) {
    this.events = events;
    this.file = file;
  }

  /**
   * Reads a text.
   *
   * @param file for messages; empty if there is none
   * @throws SeedSyntaxException naming the place at which the text is not as it should be
   */
  public static SeedNode parse(String text, String file) {
    var tree = new YamlTree(new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text)), file);
    try {
      return tree.document();
    } catch (MarkedYamlEngineException malformed) { // without its message, which may quote
      throw tree.error(malformed.getProblemMark(), Problem.of(malformed));
    } catch (YamlEngineException malformed) {
      throw tree.error(Optional.empty(), "expected YAML");
    }
  }

  private SeedNode document() {
    events.next(); // the stream
    var start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      return new Scalar(place(start), "", NodeType.NULL, "");
    }
    var node = node(events.next(), "", 0);
    events.next(); // the end of the document
    var next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw error(next, "a seed is one document, but here begins another");
    }
    return node;
  }

  private SeedNode node(Event event, String path, int depth) {
    if (depth > DEEPEST) {
      throw error(event, "values are nested more than " + DEEPEST + " deep");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    int before = size;
    count(event, 1);
    SeedNode node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar, path);
    } else if (event instanceof SequenceStartEvent sequence) {
      node = tagged(sequence.getTag(), sequence(sequence, path, depth), sequence);
    } else if (event instanceof MappingStartEvent mapping) {
      node = tagged(mapping.getTag(), mapping(mapping, path, depth), mapping);
    } else {
      throw error(event, "expected a value");
    }
    var anchor = ((NodeEvent) event).getAnchor();
    if (anchor.isPresent()) {
      anchors.put(anchor.get().getValue(), new Anchored(node, size - before));
    }
    return node;
  }

  private SeedNode aliased(AliasEvent alias) {
    var anchored = anchors.get(alias.getAlias().getValue());
    if (anchored == null) {
      throw error(alias, "an alias that no anchor stands for: quote a text that begins with *");
    }
    count(alias, anchored.size());
    return anchored.node();
  }

  private void count(Event event, int more) {
    size += more;
    if (size > LARGEST) {
      throw error(
          event, "more than " + LARGEST + " values, aliases counted as what they stand for");
    }
  }

  private Sequence sequence(SequenceStartEvent start, String path, int depth) {
    var items = new ArrayList<SeedNode>();
    for (var event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node(event, SeedNode.itemPath(path, items.size()), depth + 1));
    }
    return new Sequence(place(start), path, items);
  }

  private Mapping mapping(MappingStartEvent start, String path, int depth) {
    var members = new LinkedHashMap<String, SeedNode>();
    var places = new LinkedHashMap<String, SourcePlace>();
    for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw error(event, "the name of a member can only be a text");
      }
      var name = key.getValue();
      if (name.equals("<<") && key.isPlain()) {
        throw error(key, "merge keys are not supported: use an alias for the whole value");
      }
      if (places.put(name, place(key)) != null) {
        throw error(key, "the member '" + name + "' is there already");
      }
      members.put(name, node(events.next(), SeedNode.memberPath(path, name), depth + 1));
    }
    return new Mapping(place(start), path, members, places);
  }

  private SeedNode scalar(ScalarEvent event, String path) {
    var tag = event.getTag().orElse("");
    var text = event.getValue();
    boolean isImplicit = event.getImplicit().canOmitTagInPlainScalar();
    if (!tag.isEmpty() && !tag.equals("!") && !tag.startsWith(Tag.PREFIX)) {
      return tagged(event.getTag(), new Scalar(place(event), path, NodeType.STRING, text), event);
    }
    var resolved =
        tag.startsWith(Tag.PREFIX)
            ? tag
            : SETTINGS.getSchema().getScalarResolver().resolve(text, isImplicit).getValue();
    return new Scalar(place(event), path, type(resolved, event), text(resolved, event));
  }

  private NodeType type(String tag, ScalarEvent event) {
    return switch (tag.substring(Tag.PREFIX.length())) {
      case "str" -> NodeType.STRING;
      case "int", "float" -> NodeType.NUMBER;
      case "bool" -> NodeType.BOOLEAN;
      case "null" -> NodeType.NULL;
      default -> throw error(event, "the tag " + tag + " is not known");
    };
  }

  /** A number as JSON writes it. */
  private String text(String tag, ScalarEvent event) {
    var text = event.getValue();
    try {
      return switch (tag.substring(Tag.PREFIX.length())) {
        case "bool" -> String.valueOf(Boolean.parseBoolean(text));
        case "int" -> integer(text).toString();
        case "float" ->
            text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")
                ? text
                : new BigDecimal(text).toString();
        default -> text;
      };
    } catch (NumberFormatException noNumber) {
      throw error(event, "a number that JSON can't write: quote it if it is a text");
    }
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
  }

  /** An object with one member for a tag such as {@code !Sub}; what a template would write out. */
  private SeedNode tagged(Optional<String> tag, SeedNode node, NodeEvent event) {
    if (tag.isEmpty() || tag.get().startsWith(Tag.PREFIX)) {
      return node;
    }
    var name = tag.get().substring(1);
    if (!tag.get().startsWith("!") || !name.matches("[A-Za-z0-9]+")) {
      throw error(event, "the tag " + tag.get() + " is not known");
    }
    var member = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
    return new Mapping(
        node.place(), node.path(), Map.of(member, node), Map.of(member, node.place()));
  }

  private SourcePlace place(Event event) {
    return place(event.getStartMark());
  }

  private SourcePlace place(Optional<Mark> mark) {
    return mark.map(at -> new SourcePlace(file, at.getLine() + 1, at.getColumn() + 1))
        .orElse(new SourcePlace(file, 1, 1));
  }

  private SeedSyntaxException error(Event event, String problem) {
    return error(event.getStartMark(), problem);
  }

  private SeedSyntaxException error(Optional<Mark> mark, String problem) {
    return new SeedSyntaxException(place(mark).of(problem));
  }

  /** Problems whose texts name no value. */
  private static final class Problem {

    private static final Map<String, String> KNOWN =
        Map.of(
            "mapping values are not allowed", "expected YAML: a member's name can't stand here",
            "could not find expected ':'", "expected YAML: a colon is missing after a name",
            "found character '\\t", "expected YAML: a tab can't indent: use spaces",
            "found character", "expected YAML: quote a text that begins with this character",
            "expected <block end>",
                "expected YAML: this line is indented otherwise than those before",
            "found unexpected end of stream", "expected YAML: a quote or bracket is not closed",
            "incoming YAML document exceeds", "a seed has at most 10 MB: split it");

    private Problem() {}

    static String of(MarkedYamlEngineException malformed) {
      var problem = String.valueOf(malformed.getProblem());
      return KNOWN.entrySet().stream()
          .filter(known -> problem.startsWith(known.getKey()))
          .max(Comparator.comparingInt(known -> known.getKey().length()))
          .map(Map.Entry::getValue)
          .orElse("expected YAML");
    }
  }
}
