package dev.strongroom.local.data;

import static dev.strongroom.local.data.Furnished.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full disk: a file system of 2 MiB that only one process sees. It takes Linux, and the rights to
 * mount; elsewhere this is skipped.
 */
@Tag("thorough")
class FullDiskTest {

  private static final String TOKEN = "00000000-0000-4000-8000-000000000001";

  @TempDir Path folder;

  @Test
  void aFullDiskRefusesTheWriteAndLosesNothing() throws Exception {
    assumeTrue(run("true").equals("0"), "nothing can be mounted here");

    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var ended =
        run(
            java
                + " -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$CLASS_PATH\" "
                + FullDiskTest.class.getName()
                + " "
                + folder);

    assertThat(ended).endsWith("nothing is lost\n0");
  }

  /** Returns what a command prints that finds a small file system, and its exit code. */
  private String run(String command) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=2m none " + folder + " && " + command);
    builder.environment().put("CLASS_PATH", System.getProperty("java.class.path"));
    try {
      var process = builder.redirectErrorStream(true).start();
      var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      return printed + process.waitFor();
    } catch (IOException noLinux) {
      return String.valueOf(noLinux.getMessage());
    }
  }

  /** Fills the disk in the directory that is the only argument, twice. */
  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var data = folder.resolve("data");
    var filler = Files.write(folder.resolve("filler"), new byte[512 << 10]);
    Snapshot last;
    try (var aws = SecretsEmulator.builder().data(data).build()) {
      int refused = createUntilRefused(aws, 0);
      assertThat(call(aws, GetSecretValue.of("secret-0")).name()).isEqualTo("secret-0");

      Files.delete(filler);
      create(aws, refused);
      createUntilRefused(aws, refused + 1);
      last = aws.snapshot();
    } // while the disk is full

    try (var again = SecretsEmulator.builder().data(data).build()) {
      assertThat(again.snapshot()).isEqualTo(last);
    }
    System.out.println("nothing is lost");
  }

  /** Creates secrets until one is refused, and returns its number. */
  private static int createUntilRefused(SecretsEmulator aws, int first) {
    for (int number = first; number < 500; number++) {
      var before = aws.snapshot();
      int created = number;
      var refusal = catchThrowableOfType(ServiceError.class, () -> create(aws, created));
      if (refusal != null) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL_SERVICE_ERROR);
        assertThat(aws.snapshot()).isEqualTo(before);
        return number;
      }
    }
    throw new AssertionError("A disk of 2 MiB is full at some time");
  }

  private static void create(SecretsEmulator aws, int number) {
    call(
        aws,
        CreateSecret.of("secret-" + number, TOKEN)
            .withSecretString(SecretValue.ofText(number + "x".repeat(20_000))));
  }
}
