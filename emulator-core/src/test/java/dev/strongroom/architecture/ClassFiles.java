package dev.strongroom.architecture;

import dev.strongroom.time.VirtualClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Class files, the core's own and planted ones, and what the JDK's tools tell about them. */
final class ClassFiles {

  private ClassFiles() {}

  /** The folder of the core's classes. */
  static Path ofTheCore() throws URISyntaxException {
    var location = VirtualClock.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(location.toURI());
  }

  /** The source file of a class, as seen from the source folder. */
  static String sourceOf(String className) {
    return className.replaceFirst("\\$.*", "").replace('.', '/') + ".java";
  }

  /**
   * Writes a class of one member into the folder and compiles it there, seeing all that tests see.
   */
  static void plant(Path folder, String className, String member) throws IOException {
    int dot = className.lastIndexOf('.');
    var source = folder.resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        "package %s; public class %s { %s }"
            .formatted(className.substring(0, dot), className.substring(dot + 1), member));
    var classPath =
        folder + System.getProperty("path.separator") + System.getProperty("java.class.path");
    run("javac", "-proc:none", "-d", folder.toString(), "-cp", classPath, source.toString());
  }

  /** What the tool prints; an {@link AssertionError} with its complaint when it fails. */
  static Stream<String> run(String tool, String... arguments) {
    var output = new StringWriter();
    var errors = new StringWriter();
    int exit =
        ToolProvider.findFirst(tool)
            .orElseThrow(() -> new AssertionError(tool + " needs a JDK, not a JRE"))
            .run(new PrintWriter(output), new PrintWriter(errors), arguments);
    if (exit != 0) {
      throw new AssertionError(tool + " failed: " + errors + output);
    }
    return output.toString().lines();
  }
}
