package dev.strongroom;

import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Requests;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same seed, clock and calls give the same history; without a seed nothing is foretold. */
class ReplayTest {

  private static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");

  @Test
  @DisplayName("equal seeds and calls give equal results, audit and snapshot")
  void sameSeedReplays() {
    var first = seeded(7).build();
    var second = seeded(7).build();

    assertThat(history(first)).isEqualTo(history(second));
    assertThat(first.audit()).isEqualTo(second.audit());
    assertThat(first.snapshot()).isEqualTo(second.snapshot()).hasSameHashCodeAs(second.snapshot());
  }

  @Test
  @DisplayName("another seed gives another history")
  void otherSeedDiffers() {
    var first = seeded(7).build();
    var second = seeded(8).build();

    assertThat(history(first)).isNotEqualTo(history(second));
    assertThat(first.snapshot()).isNotEqualTo(second.snapshot());
  }

  @Test
  @DisplayName("an emulator and its forks tell the seed that they were given")
  void tellsItsSeed() {
    assertThat(seeded(7).build().fork().randomSeed()).hasValue(7);
    assertThat(SecretsEmulator.create().randomSeed()).isEmpty();
  }

  @Test
  @DisplayName("a fork of a seeded emulator goes on as the original does")
  void forkGoesOnAsTheOriginal() {
    var original = seeded(7).build();
    history(original);

    var fork = original.fork();

    assertThat(fork.snapshot()).isEqualTo(original.snapshot());
    assertThat(draws(fork)).isEqualTo(draws(original));
  }

  @Test
  @DisplayName("without a seed no two emulators agree, forks included")
  void nothingAgreesWithoutSeed() {
    var emulators = new ArrayList<SecretsEmulator>();
    for (int i = 0; i < 5; i++) {
      emulators.add(SecretsEmulator.builder().frozenAt(START).build());
    }
    emulators.add(emulators.get(0).fork());

    assertThat(emulators.stream().flatMap(emulator -> draws(emulator).stream()).toList())
        .doesNotHaveDuplicates();
    assertThat(emulators.stream().map(emulator -> emulator.audit().last().requestId()).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("a refused call shifts no stream but that of request ids")
  void refusedCallShiftsNothing() {
    var calm = seeded(7).build();
    var disturbed = seeded(7).build();

    var undisturbed = draws(calm);
    var draws = new ArrayList<String>();
    for (Supplier<String> draw : draw(disturbed)) {
      refusals(disturbed);
      draws.add(draw.get());
    }

    assertThat(draws).isEqualTo(undisturbed);
    assertThat(disturbed.snapshot()).isEqualTo(calm.snapshot());
  }

  @Test
  @DisplayName("a read shifts no stream but that of request ids")
  void readShiftsNothing() {
    var calm = seeded(7).build();
    var disturbed = seeded(7).build();

    for (int i = 0; i < 10; i++) {
      call(disturbed, Requests.of("ListSecrets", "a"));
    }

    assertThat(draws(disturbed)).isEqualTo(draws(calm));
  }

  private static EmulatorBuilder seeded(long seed) {
    return SecretsEmulator.builder()
        .frozenAt(START)
        .randomSeed(seed)
        .secret(Seed.secret("seeded").string("value"));
  }

  /** All that a caller sees of a run through all operations, in several states of the secret. */
  private static List<String> history(SecretsEmulator emulator) {
    var told = new ArrayList<String>();
    Consumer<Request<?>> step =
        request -> {
          try {
            var response = emulator.execute(emulator.administrator(), request);
            told.add(response.toString());
          } catch (ServiceError refusal) {
            told.add(refusal.requestId() + " " + refusal.code() + " " + refusal.text());
          }
        };
    for (int round = 0; round < 3; round++) {
      Requests.all("a", "value").forEach(step);
      Requests.all("seeded", "value").forEach(step);
      emulator.clock().advance(Duration.ofDays(20));
    }
    told.addAll(draws(emulator));
    return told;
  }

  private static List<String> draws(SecretsEmulator emulator) {
    return draw(emulator).stream().map(Supplier::get).toList();
  }

  /** Ways to see what an emulator draws next: the suffix of an ARN, a token, a password. */
  private static List<Supplier<String>> draw(SecretsEmulator emulator) {
    return List.of(
        () -> call(emulator, create("drawn-1")).arn(),
        emulator::newClientRequestToken,
        () -> password(emulator),
        () -> call(emulator, create("drawn-2")).arn(),
        emulator::newClientRequestToken,
        () -> password(emulator));
  }

  private static CreateSecret create(String name) {
    return CreateSecret.of(name, "t".repeat(32));
  }

  private static String password(SecretsEmulator emulator) {
    var request = GetRandomPassword.byDefault();
    return call(emulator, request).randomPassword().text();
  }

  private static void refusals(SecretsEmulator emulator) {
    assertThat(
            catchThrowableOfType(ServiceError.class, () -> call(emulator, create("seeded"))).text())
        .contains("already exists");
    assertThat(
            catchThrowableOfType(
                    ServiceError.class, () -> call(emulator, new DescribeSecret("bad name")))
                .code())
        .isEqualTo(VALIDATION);
    var tooShort = GetRandomPassword.byDefault().withPasswordLength(1L);
    var excluded = GetRandomPassword.byDefault().withExcludeCharacters("0123456789");
    for (var refused : List.of(tooShort, excluded)) {
      assertThat(catchThrowableOfType(ServiceError.class, () -> call(emulator, refused)))
          .isNotNull();
    }
  }

  private static <Q extends Request<R>, R extends Record> R call(
      SecretsEmulator emulator, Q request) {
    return emulator.execute(emulator.administrator(), request).result();
  }
}
