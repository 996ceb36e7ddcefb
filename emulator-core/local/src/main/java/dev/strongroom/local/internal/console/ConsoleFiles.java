package dev.strongroom.local.internal.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The files of the console's page, each of which is read and compressed once in a process. */
final class ConsoleFiles {

  /** A file, plain and compressed. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record File(byte[] content, byte[] compressed) {}

  private static final String FRAME = "frame.js";
  private static final String PASSED_ON = "export * from './";

  private static final Map<String, File> READ = new ConcurrentHashMap<>();

  private ConsoleFiles() {}

  /** Returns a file by its path below the console's root; null if there is none. */
  static @Nullable File find(String path) {
    var known = READ.get(path);
    if (known != null) {
      return known;
    }
    var content = read(path);
    if (content == null) {
      return null;
    }
    var bytes = (path.equals(FRAME) ? joined(content) : content).getBytes(UTF_8);
    var file = new File(bytes, gzip(bytes));
    READ.put(path, file);
    return file;
  }

  /**
   * Returns one module with the content of all whose names it exports, so that a browser asks once
   * for what every view needs. They import each other's names in lines of their own, which go.
   */
  private static String joined(String frame) {
    return frame
        .lines()
        .map(line -> line.startsWith(PASSED_ON) ? moduleOf(line) : line + "\n")
        .collect(joining());
  }

  private static String moduleOf(String line) {
    var name = line.substring(PASSED_ON.length(), line.indexOf('\'', PASSED_ON.length()));
    var content = read(name);
    if (content == null) {
      throw new IllegalStateException("The console has no module " + name);
    }
    return content
        .lines()
        .filter(each -> !(each.startsWith("import ") && each.contains(" from './")))
        .collect(joining("\n", "", "\n"));
  }

  private static @Nullable String read(String path) {
    try (var in = ConsoleFiles.class.getResourceAsStream("/dev/strongroom/local/console/" + path)) {
      return in == null ? null : new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
