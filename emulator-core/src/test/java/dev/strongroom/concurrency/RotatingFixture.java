package dev.strongroom.concurrency;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.contract.Secrets;
import dev.strongroom.rotation.Database;
import dev.strongroom.rotation.SingleUser;
import java.time.Instant;
import java.util.List;

/** Secrets of databases, and rotations of them. */
abstract class RotatingFixture {

  static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");
  static final long PATIENCE_SECONDS = 120; // a hung test ends, it doesn't wait for it

  final SecretsEmulator aws = emulator();
  final Secrets secrets = secrets(aws);

  static SecretsEmulator emulator() {
    return SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  }

  static Secrets secrets(SecretsEmulator emulator) {
    return new Secrets(emulator.as(emulator.administrator())::call);
  }

  /** Makes a secret with a database of its own, and the function that rotates both. */
  static Database database(SecretsEmulator emulator, String name) {
    secrets(emulator).create(name, Secrets.token(1), Database.secret("app", "one"));
    var database = new Database("app", "one");
    emulator.rotation(name).with(new SingleUser(database));
    return database;
  }

  static void rotate(SecretsEmulator emulator, String name) {
    rotate(emulator, name, 2);
  }

  static void rotate(SecretsEmulator emulator, String name, int token) {
    var lambda = emulator.rotation(name).lambdaArn();
    secrets(emulator)
        .call(RotateSecret.of(name, Secrets.token(token)).withRotationLambdaARN(lambda));
  }

  static boolean isRotated(SecretsEmulator emulator, String name) {
    return secrets(emulator).describe(name).lastRotatedDate() != null;
  }

  List<String> serviceEvents() {
    return aws.audit().records().stream()
        .filter(AuditRecord::isServiceEvent)
        .map(AuditRecord::operation)
        .toList();
  }
}
