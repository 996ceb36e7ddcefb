package dev.strongroom.teaching;

import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.teaching.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scenarios in an order: the book that comes along, or a teacher's own. */
public final class Course {

  private static final String FILE = "course.yaml";

  private static final int PASSES = 60;

  private final String title;
  private final int passes;
  private final List<Scenario> scenarios;

  private Course(String title, int passes, List<Scenario> scenarios) {
    this.title = title;
    this.passes = passes;
    this.scenarios = List.copyOf(scenarios);
  }

  /** A source of files. */
  private interface Source {
    String read(String name) throws IOException;
  }

  /** Reads the book; that takes a moment, so that callers keep it. */
  public static Course book() {
    try {
      return of(
          YamlFile.parse(resource(FILE), FILE).asMembers(), name -> resource("scenarios/" + name));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Reads the scenarios of a folder: those that its {@code course.yaml} lists, or all {@code .yaml}
   * files by name.
   *
   * @throws IOException if a file can't be read
   * @throws ScenarioException saying what is wrong and where
   */
  public static Course in(Path folder) throws IOException {
    var course = folder.resolve(FILE);
    if (Files.exists(course)) {
      return of(YamlFile.read(course).asMembers(), name -> Files.readString(folder.resolve(name)));
    }
    var scenarios = new ArrayList<Scenario>();
    for (var file : files(folder)) {
      scenarios.add(Scenario.load(file));
    }
    return new Course(String.valueOf(folder.getFileName()), PASSES, scenarios);
  }

  /** The scenario files of a folder, by name. */
  public static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith(FILE))
          .filter(file -> !file.toString().endsWith(".fix.yaml"))
          .sorted()
          .toList();
    }
  }

  private static Course of(Members file, Source files) throws IOException {
    file.only("title", "passes", "order");
    int passes = file.integer("passes", PASSES);
    if (passes < 0 || passes > 100) {
      throw file.get("passes").error("a scenario passes with 0 to 100 points, not " + passes);
    }
    var scenarios = new ArrayList<Scenario>();
    for (var id : file.get("order").asItems().values()) {
      var name = id.asName() + ".yaml";
      String text;
      try {
        text = files.read(name);
      } catch (IOException missing) {
        throw new ScenarioException(id.place(), "there is no file " + name, missing);
      }
      var scenario = Scenario.parse(text, name);
      if (!scenario.id().equals(id.asName())) {
        throw id.error("the file " + name + " has the id '" + scenario.id() + "'");
      }
      scenarios.add(scenario);
    }
    return new Course(file.text("title", "Secrets Manager"), passes, scenarios);
  }

  private static String resource(String name) throws IOException {
    try (var file = Course.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("The book has no " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public String title() {
    return title;
  }

  /** With how many of 100 points a scenario counts as passed. */
  public int passes() {
    return passes;
  }

  public List<Scenario> scenarios() {
    return scenarios;
  }

  /** The scenario of that id; null if there is none. */
  public @Nullable Scenario find(String id) {
    return scenarios.stream().filter(scenario -> scenario.id().equals(id)).findFirst().orElse(null);
  }
}
