package dev.strongroom.internal.seed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.internal.seed.SeedNode.Sequence;
import dev.strongroom.seed.SourcePlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON text as a tree; no message quotes the text. */
public final class JsonTree {

  /** More than any seed needs, and few enough for recursion. */
  public static final int DEEPEST = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;
  private final String file;

  private JsonTree(JsonParser parser, String file) {
    this.parser = parser;
    this.file = file;
  }

  /**
   * Reads one JSON value.
   *
   * @param file for messages; empty if there is none
   * @throws SeedSyntaxException naming the place at which the text is no JSON
   */
  public static SeedNode parse(String json, String file) {
    try (var parser = JSON.createParser(json)) {
      var tree = new JsonTree(parser, file);
      var node = tree.node(parser.nextToken(), "");
      if (parser.nextToken() != null) {
        throw malformed(tree.here());
      }
      return node;
    } catch (JsonProcessingException malformed) { // without its message, which quotes the text
      throw malformed(place(malformed.getLocation(), file));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static SeedSyntaxException malformed(SourcePlace place) {
    return new SeedSyntaxException(
        place.of("expected JSON, each member once, not deeper than " + DEEPEST + " values"));
  }

  private SeedNode node(@Nullable JsonToken token, String path) throws IOException {
    if (token == null) {
      throw malformed(here());
    }
    return switch (token) {
      case START_OBJECT -> mapping(path);
      case START_ARRAY -> sequence(path);
      case VALUE_STRING -> scalar(NodeType.STRING, path);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(NodeType.NUMBER, path);
      case VALUE_TRUE, VALUE_FALSE -> scalar(NodeType.BOOLEAN, path);
      case VALUE_NULL -> scalar(NodeType.NULL, path);
      default -> throw malformed(here());
    };
  }

  private Scalar scalar(NodeType type, String path) throws IOException {
    return new Scalar(here(), path, type, parser.getText());
  }

  private Mapping mapping(String path) throws IOException {
    var place = here();
    var members = new LinkedHashMap<String, SeedNode>();
    Map<String, SourcePlace> places = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      places.put(name, here());
      members.put(name, node(parser.nextToken(), SeedNode.memberPath(path, name)));
    }
    return new Mapping(place, path, members, places);
  }

  private Sequence sequence(String path) throws IOException {
    var place = here();
    var items = new ArrayList<SeedNode>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(node(token, SeedNode.itemPath(path, items.size())));
    }
    return new Sequence(place, path, items);
  }

  private SourcePlace here() {
    return place(parser.currentTokenLocation(), file);
  }

  private static SourcePlace place(@Nullable JsonLocation location, String file) {
    return location == null
        ? new SourcePlace(file, 1, 1)
        : new SourcePlace(file, location.getLineNr(), location.getColumnNr());
  }
}
