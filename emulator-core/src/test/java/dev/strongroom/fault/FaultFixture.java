package dev.strongroom.fault;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.contract.Secrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An emulator with one secret, and the outcomes of calls that read it. */
abstract class FaultFixture {

  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  static final GetSecretValue GET = GetSecretValue.of("prod/db");

  final SecretsEmulator aws = SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  final Secrets secrets = Doors.administrator(aws);
  final String arn = secrets.create("prod/db", Secrets.token(1), "one").arn();

  List<String> outcomes(int calls) {
    var outcomes = new ArrayList<String>();
    for (int i = 0; i < calls; i++) {
      outcomes.add(Doors.outcome(aws, GET));
    }
    return outcomes;
  }
}
