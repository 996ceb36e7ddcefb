package dev.strongroom.teaching.cli;

import dev.strongroom.teaching.world.Event;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Texts laid out for a console. */
final class Page {

  private final Console console;

  Page(Console console) {
    this.console = console;
  }

  void line(String text) {
    console.print(text);
  }

  void blank() {
    console.print("");
  }

  /** A text in lines that fit, each after an indentation. */
  void paragraph(String text, String indent) {
    wrap(text, console.width() - indent.length()).forEach(line -> console.print(indent + line));
  }

  void paragraph(String text) {
    paragraph(text, "");
  }

  /** A text behind a mark, whose further lines stand below its first word. */
  void item(String mark, String text) {
    var lines = wrap(text, console.width() - mark.length());
    var indent = " ".repeat(mark.length());
    for (int i = 0; i < lines.size(); i++) {
      console.print((i == 0 ? mark : indent) + lines.get(i));
    }
  }

  /** What happened, a line for each event. */
  void events(List<Event> events) {
    for (var event : events) {
      item("  " + time(event) + "  ", event.text());
    }
  }

  private static String time(Event event) {
    return LocalTime.ofInstant(event.at(), ZoneOffset.UTC).withNano(0).toString().length() == 5
        ? LocalTime.ofInstant(event.at(), ZoneOffset.UTC) + ":00"
        : LocalTime.ofInstant(event.at(), ZoneOffset.UTC).withNano(0).toString();
  }

  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    for (var paragraph : text.split("\n", -1)) {
      var line = new StringBuilder();
      for (var word : paragraph.strip().split(" +")) {
        if (line.length() > 0 && line.length() + 1 + word.length() > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.length() == 0 ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
