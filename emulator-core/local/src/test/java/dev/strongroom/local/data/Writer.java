package dev.strongroom.local.data;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.kms.CreateKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A process that makes mixed writes, the same for the same number, and prints the number of each
 * that was answered.
 */
final class Writer {

  static final int WRITES = 2_000;

  private final SecretsEmulator aws;
  private final long seed;

  Writer(SecretsEmulator aws, long seed) {
    this.aws = aws;
    this.seed = seed;
  }

  static EmulatorBuilder emulator() {
    return SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T00:00:00Z")).randomSeed(3);
  }

  /** The arguments: the directory, and the number of the history. */
  public static void main(String[] arguments) {
    var aws = emulator().data(Path.of(arguments[0])).build();
    var writer = new Writer(aws, Long.parseLong(arguments[1]));
    for (int i = 0; i < WRITES; i++) {
      writer.write(i);
      System.out.println(i);
    }
    System.out.println("done");
  }

  /** Makes one of the writes; some are refused, such as the second creation of a secret. */
  void write(int number) {
    var random = new Random(seed * 1_000_003 + number);
    var name = "secret-" + random.nextInt(200);
    var token = "00000000-0000-4000-8000-%012d".formatted(number);
    var value = SecretValue.ofText("value %d ".formatted(number).repeat(1 + random.nextInt(40)));
    try {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> call(CreateSecret.of(name, token).withSecretString(value));
        case 3, 4 -> call(PutSecretValue.of(name, token).withSecretString(value));
        case 5 ->
            call(
                UpdateSecret.of(name, token)
                    .withDescription("described by " + number)
                    .withSecretString(value));
        case 6 -> call(new TagResource(name, List.of(new Tag("tag" + number % 7, "v" + number))));
        case 7 -> call(new DeleteSecret(name, null, true));
        case 8 -> call(CreateKey.DEFAULT);
        default ->
            call(
                new ReplicateSecretToRegions(
                    name, List.of(new ReplicaRegion("eu-west-1", null)), null));
      }
    } catch (ServiceError refused) {
      // a part of the history
    }
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.execute(aws.administrator(), request).result();
  }
}
