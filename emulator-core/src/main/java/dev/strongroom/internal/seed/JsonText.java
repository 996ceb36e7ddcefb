package dev.strongroom.internal.seed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Writes a tree as a JSON text, numbers as they stand in the file. */
public final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /**
   * Writes a tree.
   *
   * @param string what each string becomes
   */
  public static String of(SeedNode node, Function<SeedNode.Scalar, String> string) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      write(node, string, json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Writes a tree as it is. */
  public static String of(SeedNode node) {
    return of(node, SeedNode.Scalar::text);
  }

  private static void write(
      SeedNode node, Function<SeedNode.Scalar, String> string, JsonGenerator json)
      throws IOException {
    if (node instanceof SeedNode.Mapping object) {
      json.writeStartObject();
      for (var member : object.members().entrySet()) {
        json.writeFieldName(member.getKey());
        write(member.getValue(), string, json);
      }
      json.writeEndObject();
    } else if (node instanceof SeedNode.Sequence array) {
      json.writeStartArray();
      for (var item : array.items()) {
        write(item, string, json);
      }
      json.writeEndArray();
    } else if (node instanceof SeedNode.Scalar scalar) {
      switch (scalar.type()) {
        case STRING -> json.writeString(string.apply(scalar));
        case NULL -> json.writeNull();
        case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(scalar.text()));
        default -> json.writeNumber(scalar.text());
      }
    }
  }
}
