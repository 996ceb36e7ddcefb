package dev.strongroom.teaching;

import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The scenarios that come along, in the order of the course. */
public final class Book {

  private static final String COURSE = "course.yaml";

  private final List<Scenario> scenarios;

  private Book(List<Scenario> scenarios) {
    this.scenarios = List.copyOf(scenarios);
  }

  /** Reads the book; that takes a moment, so that callers keep it. */
  public static Book get() {
    var order = YamlFile.parse(resource(COURSE), COURSE).asMembers().only("order").get("order");
    var scenarios = new ArrayList<Scenario>();
    for (var id : order.asItems().values()) {
      scenarios.add(scenario(id));
    }
    return new Book(scenarios);
  }

  private static Scenario scenario(Located id) {
    var file = id.asName() + ".yaml";
    var scenario = Scenario.parse(resource("scenarios/" + file), file);
    if (!scenario.id().equals(id.asName())) {
      throw id.error("the file " + file + " has the id '" + scenario.id() + "'");
    }
    return scenario;
  }

  private static String resource(String name) {
    try (var file = Book.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The book has no " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public List<Scenario> scenarios() {
    return scenarios;
  }
}
