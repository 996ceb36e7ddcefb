package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret value is left in the memory of a program that has only its emulator. */
class HeapTest {

  private static final int WINDOW = Long.BYTES;

  /** One form of one value, as bytes of a dump. */
  private record Needle(int number, String form, ByteBuffer bytes) {
    Needle(int number, String form, byte[] bytes) {
      this(number, form, ByteBuffer.wrap(bytes));
    }
  }

  @Test
  @DisplayName("KMS-1: a heap dump shows the value held on purpose, and no secret's value")
  void heapHoldsNoSecretValue(@TempDir Path directory) throws IOException, InterruptedException {
    var dump = directory.resolve("heap.hprof");
    var output = directory.resolve("output");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HeapSubject.class.getName(),
                dump.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readAllLines(output))
        .contains(
            "CreateSecret null",
            "CreateSecret RESOURCE_EXISTS",
            "GetSecretValue null",
            "GetSecretValue ACCESS_DENIED",
            "GetSecretValue DECRYPTION_FAILURE",
            "PutSecretValue null",
            "PutSecretValue RESOURCE_EXISTS",
            "PutSecretValue ENCRYPTION_FAILURE",
            "PutSecretValue VALIDATION",
            "DeleteSecret null",
            "Encrypt null");
    var found = scan(dump, needles());

    assertThat(found)
        .containsExactly(
            HeapSubject.CONTROL + " as Latin-1",
            HeapSubject.CONTROL + " as UTF-16 big-endian",
            HeapSubject.CONTROL + " as UTF-16 little-endian",
            HeapSubject.CONTROL + " as base64 at 0");
  }

  private static List<Needle> needles() {
    var needles = new ArrayList<Needle>();
    for (int number = HeapSubject.CONTROL; number < HeapSubject.VALUES; number++) {
      var value = HeapSubject.value(number);
      var part = value.substring(16, 40); // a damaged copy is one too
      needles.add(new Needle(number, "Latin-1", part.getBytes(StandardCharsets.ISO_8859_1)));
      needles.add(
          new Needle(number, "UTF-16 big-endian", part.getBytes(StandardCharsets.UTF_16BE)));
      needles.add(
          new Needle(number, "UTF-16 little-endian", part.getBytes(StandardCharsets.UTF_16LE)));
      for (int shift = 0; shift < 3; shift++) { // where the value may begin in a group of three
        var shifted = ("\0".repeat(shift) + value).getBytes(StandardCharsets.ISO_8859_1);
        var encoded = Base64.getEncoder().encode(shifted);
        needles.add(new Needle(number, "base64 at " + shift, Arrays.copyOfRange(encoded, 16, 48)));
      }
    }
    return needles;
  }

  /** The needles that are in the file. */
  private static SortedSet<String> scan(Path file, List<Needle> needles) throws IOException {
    var byStart = new HashMap<Long, List<Needle>>();
    var starts = new BitSet(1 << 16);
    for (var needle : needles) {
      long start = needle.bytes().getLong(0);
      byStart.computeIfAbsent(start, absent -> new ArrayList<>(1)).add(needle);
      starts.set((int) start & 0xffff);
    }
    var found = new TreeSet<String>();
    try (var channel = FileChannel.open(file)) {
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      long window = 0;
      for (int i = 0; i < bytes.limit(); i++) {
        window = window << 8 | (bytes.get(i) & 0xff);
        if (starts.get((int) window & 0xffff)) {
          collect(byStart, window, bytes, i - WINDOW + 1, found);
        }
      }
    }
    return found;
  }

  private static void collect(
      Map<Long, List<Needle>> byStart,
      long window,
      ByteBuffer bytes,
      int at,
      SortedSet<String> found) {
    for (var needle : byStart.getOrDefault(window, List.of())) {
      int length = needle.bytes().limit();
      if (at >= 0
          && at + length <= bytes.limit()
          && bytes.slice(at, length).equals(needle.bytes())) {
        found.add(needle.number() + " as " + needle.form());
      }
    }
  }
}
