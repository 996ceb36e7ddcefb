package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that the command mounts. */
@Timeout(120)
class MountTest {

  @TempDir Path folder;

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .secret(Seed.secret("prod/db").json("{\"password\":\"one\"}"))
          .secret(Seed.secret("prod/bytes").binary(new byte[] {1, -1}))
          .build();
  private final Endpoint endpoint = start(aws);

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  @DisplayName("CSI-3, CSI-6: files are written, and follow a rotation")
  void filesFollowARotation() throws Exception {
    var ended = new AtomicReference<Command>();
    var watching = new Thread(() -> ended.set(mount("prod/db", "--watch")));
    watching.start();
    await("one");
    assertThat(folder.resolve("to/prod_bytes")).hasBinaryContent(new byte[] {1, -1});
    aws.as(aws.administrator())
        .call(
            PutSecretValue.of("prod/db", aws.newClientRequestToken())
                .withSecretString(SecretValue.ofText("{\"password\":\"two\"}")));
    await("two");

    watching.interrupt();
    watching.join();

    assertThat(ended.get().exitCode()).isZero();
    assertThat(ended.get().err()).isEmpty();
    assertThat(ended.get().out())
        .filteredOn(line -> line.endsWith("password"))
        .hasSize(2)
        .allMatch(line -> line.startsWith("wrote "));
  }

  @Test
  @DisplayName("CSI-5: a secret that can't be read fails the mount")
  void secretThatIsNotThere() {
    var ended = mount("prod/absent");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("us-east-1: Failed fetching secret prod/absent: ");
    assertThat(folder.resolve("to")).doesNotExist();
  }

  private void await(String value) throws IOException {
    var file = folder.resolve("to/password");
    while (!Files.exists(file) || !Files.readString(file).equals(value)) {
      Thread.onSpinWait(); // until the command has written it
    }
  }

  private Command mount(String secret, String... more) {
    try {
      var yaml =
          Files.writeString(
              folder.resolve("spc.yaml"),
              """
              apiVersion: secrets-store.csi.x-k8s.io/v1
              kind: SecretProviderClass
              metadata: {name: app}
              spec:
                provider: aws
                parameters:
                  objects: |
                    - objectName: prod/bytes
                      objectType: secretsmanager
                    - objectName: %s
                      objectType: secretsmanager
                      jmesPath: [{path: password, objectAlias: password}]
              """
                  .formatted(secret));
      var port = String.valueOf(endpoint.uri().getPort());
      var arguments = new ArrayList<>(List.of("mount", "--port", port, "--class", yaml.toString()));
      arguments.addAll(List.of("--to", folder.resolve("to").toString()));
      arguments.addAll(List.of(more));
      return Command.run(arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Endpoint start(SecretsEmulator aws) {
    try {
      return Endpoint.start(aws, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
