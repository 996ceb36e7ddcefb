package dev.strongroom.teaching.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;

/** A text, number, truth value or nothing. */
public record Scalar(Place place, String text, Type type) implements Located {

  /** What YAML's JSON schema takes a plain scalar for; what is quoted is a text. */
  public enum Type {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    NULL
  }

  public boolean isNull() {
    return type == Type.NULL;
  }

  @Override
  public String kind() {
    return switch (type) {
      case TEXT -> "the text '" + text + "'";
      case INTEGER, DECIMAL -> "the number " + text;
      case BOOLEAN -> text;
      case NULL -> "nothing";
    };
  }

  @Override
  public JsonNode json() {
    return switch (type) {
      case TEXT -> TextNode.valueOf(text);
      case INTEGER -> integer();
      case DECIMAL -> DecimalNode.valueOf(new BigDecimal(text));
      case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(text));
      case NULL -> NullNode.getInstance();
    };
  }

  private JsonNode integer() {
    try {
      return LongNode.valueOf(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return TextNode.valueOf(text);
    }
  }
}
