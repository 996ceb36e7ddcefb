package dev.strongroom.internal.wire;

import java.nio.charset.StandardCharsets;

/** An XML document that is being written. */
final class Xml {

  private final StringBuilder text = new StringBuilder();

  /** Opens the root element in a namespace. */
  Xml root(String name, String namespace) {
    text.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
    return this;
  }

  Xml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  Xml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  Xml element(String name, String content) {
    return open(name).text(content).close(name);
  }

  Xml text(String content) {
    content.codePoints().forEach(this::escaped);
    return this;
  }

  /** What XML 1.0 can't hold, not even escaped, becomes the replacement character. */
  private void escaped(int c) {
    boolean allowed =
        c >= 0x20 ? !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff : c == 9 || c == 10;
    switch (c) {
      case '&' -> text.append("&amp;");
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '\r' -> text.append("&#xD;"); // a parser would make a line feed of the character itself
      default -> text.appendCodePoint(allowed ? c : 0xfffd);
    }
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
