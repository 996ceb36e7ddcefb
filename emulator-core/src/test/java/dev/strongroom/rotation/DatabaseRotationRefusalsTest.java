package dev.strongroom.rotation;

import static dev.strongroom.api.RotationStep.CREATE_SECRET;
import static dev.strongroom.api.RotationStep.SET_SECRET;
import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.seed.Seed;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the database rotation functions check and say at each step, as AWS's templates do. */
class DatabaseRotationRefusalsTest extends DatabaseRotationFixture {

  @ParameterizedTest
  @EnumSource
  @DisplayName("ROT-20: every step checks the version's labels first")
  void everyStepChecksTheLabelsFirst(RotationStep step) throws Exception {
    var lab = new Lab(DatabaseEngine.POSTGRES, false);

    lab.secrets.labels.get(APP).remove("v2");
    assertThatThrownBy(() -> lab.run(step))
        .hasMessage("Secret version v2 has no stage for rotation of secret arn:app.");

    lab.secrets.label(APP, "v2", "AWSPREVIOUS");
    assertThatThrownBy(() -> lab.run(step))
        .hasMessage("Secret version v2 not set as AWSPENDING for rotation of secret arn:app.");

    lab.secrets.enabled = false;
    assertThatThrownBy(() -> lab.run(step))
        .hasMessage("Secret arn:app is not enabled for rotation");

    lab.secrets.enabled = null; // the database templates only mind a clear no
    lab.secrets.label(APP, "v2", "AWSCURRENT", "AWSPENDING");
    lab.run(step); // quietly

    assertThat(lab.secrets.values.get(APP)).containsOnlyKeys("v1");
    assertThat(lab.users.passwords).containsEntry("app", "one");
  }

  private static Arguments refusal(
      String rule, boolean alternating, RotationStep step, Consumer<Lab> arranged, String text) {
    return Arguments.of(rule, alternating, step, arranged, text);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(
            "ROT-22: another user",
            false,
            SET_SECRET,
            lab -> lab.pendingIs(lab.json("admin", "two")),
            "Attempting to modify user admin other than current user app"),
        refusal(
            "ROT-22: another host",
            false,
            SET_SECRET,
            lab -> lab.pendingIs(lab.json("app", "two").replace("\"db\"", "\"elsewhere\"")),
            "Attempting to modify user for host elsewhere other than current host db"),
        refusal(
            "ROT-22: no login works",
            false,
            SET_SECRET,
            lab -> {
              lab.pendingIs(lab.json("app", "two"));
              lab.currentIs(lab.json("app", "wrong"));
            },
            "Unable to log into database with previous, current, or pending secret of secret arn arn:app"),
        refusal(
            "ROT-22: the previous user is another",
            false,
            SET_SECRET,
            lab -> {
              lab.pendingIs(lab.json("app", "two"));
              lab.currentIs(lab.json("app", "wrong"));
              lab.secrets.label(APP, "v0", "AWSPREVIOUS");
              lab.secrets.value(APP, "v0", lab.json("root", "master"));
            },
            "Attempting to modify user app other than previous valid user root"),
        refusal(
            "ROT-22: the previous host is another",
            false,
            SET_SECRET,
            lab -> {
              lab.pendingIs(lab.json("app", "two"));
              lab.currentIs(lab.json("app", "wrong"));
              lab.secrets.label(APP, "v0", "AWSPREVIOUS");
              lab.secrets.value(
                  APP, "v0", lab.json("app", "one").replace("\"db\"", "\"elsewhere\""));
            },
            "Attempting to modify user for host db other than current previous valid elsewhere"),
        refusal(
            "ROT-23: the new password does not log in",
            false,
            TEST_SECRET,
            lab -> lab.pendingIs(lab.json("app", "two")),
            "Unable to log into database with pending secret of secret ARN arn:app"),
        refusal(
            "ROT-24: neither the user nor its clone",
            true,
            SET_SECRET,
            lab -> lab.pendingIs(lab.json("admin", "two")),
            "Attempting to modify user admin other than current user or clone app"),
        refusal(
            "ROT-24: another host",
            true,
            SET_SECRET,
            lab -> lab.pendingIs(lab.json("app_clone", "two").replace("\"db\"", "\"elsewhere\"")),
            "Attempting to modify user for host elsewhere other than current host db"),
        refusal(
            "ROT-24: the current login is invalid, so the function is a confused deputy",
            true,
            SET_SECRET,
            lab -> {
              lab.pendingIs(lab.json("app_clone", "two"));
              lab.currentIs(lab.json("app", "guessed"));
            },
            "Unable to log into database using current credentials for secret arn:app"),
        refusal(
            "ROT-24: masterarn is missing",
            true,
            SET_SECRET,
            lab -> {
              lab.pendingIs(lab.json("app_clone", "two"));
              lab.currentIs(lab.json("app", "one").replace("masterarn", "other"));
            },
            "masterarn key is missing from secret JSON"),
        refusal(
            "ROT-24: the master's secret is missing",
            true,
            SET_SECRET,
            lab -> {
              lab.pendingIs(lab.json("app_clone", "two"));
              lab.secrets.values.remove(MASTER);
            },
            "Secrets Manager can't find the specified secret."),
        refusal(
            "ROT-24: the master is at another host",
            true,
            SET_SECRET,
            lab -> {
              lab.pendingIs(lab.json("app_clone", "two"));
              lab.secrets.value(
                  MASTER, "m1", lab.json("root", "master").replace("\"db\"", "\"primary\""));
            },
            "Current database host db is not the same host as/rds replica of master primary"),
        refusal(
            "ROT-24: the master can't log in",
            true,
            SET_SECRET,
            lab -> {
              lab.pendingIs(lab.json("app_clone", "two"));
              lab.secrets.value(MASTER, "m1", lab.json("root", "old"));
            },
            "Unable to log into database using credentials in master secret arn:master"),
        refusal(
            "ROT-24: nothing but a suffix",
            true,
            CREATE_SECRET,
            lab -> lab.currentIs(lab.json("_clone", "one")),
            "Invalid username, username must not be empty after _clone suffix is removed"),
        refusal(
            "ROT-25: no host",
            false,
            CREATE_SECRET,
            lab ->
                lab.currentIs(
                    "{\"engine\":\"postgres\",\"username\":\"app\",\"password\":\"one\"}"),
            "host key is missing from secret JSON"),
        refusal(
            "ROT-25: no username",
            false,
            CREATE_SECRET,
            lab -> lab.currentIs("{\"engine\":\"postgres\",\"host\":\"db\",\"password\":\"one\"}"),
            "username key is missing from secret JSON"),
        refusal(
            "ROT-25: no password",
            true,
            CREATE_SECRET,
            lab -> lab.currentIs("{\"engine\":\"postgres\",\"host\":\"db\",\"username\":\"app\"}"),
            "password key is missing from secret JSON"),
        refusal(
            "ROT-25: no engine, seen first",
            false,
            CREATE_SECRET,
            lab -> lab.currentIs("{}"),
            "Database engine must be set to 'postgres' in order to use this rotation lambda"),
        refusal(
            "ROT-25: no engine, seen last",
            true,
            CREATE_SECRET,
            lab -> lab.currentIs("{\"host\":\"db\",\"username\":\"app\",\"password\":\"one\"}"),
            "engine key is missing from secret JSON"),
        refusal(
            "ROT-25: another engine",
            true,
            CREATE_SECRET,
            lab -> lab.currentIs(lab.json("app", "one").replace("postgres", "mysql")),
            "Database engine must be set to 'postgres' in order to use this rotation lambda"),
        refusal(
            "ROT-25: no JSON, and the text does not tell it",
            false,
            CREATE_SECRET,
            lab -> lab.currentIs("hunter2"),
            "The secret of a database must be a JSON object"),
        refusal(
            "ROT-25: a port that is none",
            false,
            TEST_SECRET,
            lab -> lab.pendingIs(lab.json("app", "two").replace("\"note\"", "\"port\"")),
            "port in secret JSON must be a number or a numeric string"),
        refusal(
            "ROT-21: what an earlier attempt stored is checked too",
            false,
            CREATE_SECRET,
            lab -> lab.pendingIs("{\"engine\":\"postgres\"}"),
            "host key is missing from secret JSON"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void aRefusalSaysWhyAndChangesNothing(
      String rule, boolean alternating, RotationStep step, Consumer<Lab> arranged, String text) {
    var lab = new Lab(DatabaseEngine.POSTGRES, alternating);
    arranged.accept(lab);
    var labels = Map.copyOf(lab.secrets.labels.get(APP));
    var values = Map.copyOf(lab.secrets.values.get(APP));
    var passwords = Map.copyOf(lab.users.passwords);

    assertThatThrownBy(() -> lab.run(step)).hasMessage(text);

    assertThat(lab.secrets.labels.get(APP)).isEqualTo(labels);
    assertThat(lab.secrets.values.get(APP)).isEqualTo(values);
    assertThat(lab.users.passwords).isEqualTo(passwords);
  }

  @Test
  @DisplayName("ROT-25: Oracle needs a database's name, of its users only")
  void oracleNeedsADatabasesName() {
    var json = "{\"engine\":\"oracle\",\"host\":\"db\",\"username\":\"app\",\"password\":\"one\"}";

    assertThatThrownBy(() -> DatabaseSecret.ofSingleUser(json, DatabaseEngine.ORACLE))
        .hasMessage("dbname key is missing from secret JSON");
    assertThat(DatabaseSecret.ofMaster(json, DatabaseEngine.ORACLE).login().port()).isEqualTo(1521);
  }

  @Test
  void aLengthThatCantBeDrawnIsRefusedAtOnce() {
    var function = DatabaseRotation.singleUser(new HeldUsers(DatabaseEngine.POSTGRES));

    assertThatThrownBy(() -> function.passwordLength(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A password of 3 characters can't be drawn: 4 to 4096 are possible");
  }

  @Test
  @DisplayName("ROT-20, ROT-33: a function that comes late finds that its rotation was cancelled")
  void aCancelledRotationIsRefused() {
    try (var aws = SecretsEmulator.create()) {
      var lab = new Lab(DatabaseEngine.POSTGRES, false);
      var service = aws.as(aws.administrator());
      aws.seed(Seed.of(Seed.secret("app").json(lab.json("app", "one"))));
      var rotation = aws.rotation("app").with(lab.function).pauseBefore(SET_SECRET);
      var token = aws.newClientRequestToken();
      service.call(RotateSecret.of("app", token).withRotationLambdaARN(rotation.lambdaArn()));
      service.call(new CancelRotateSecret("app"));
      var arn = service.call(new DescribeSecret("app")).arn();

      assertThatThrownBy(
              () -> lab.function.rotate(new RotationEvent(SET_SECRET, arn, token, "t"), service))
          .hasMessage("Secret %s is not enabled for rotation", arn);

      assertThat(lab.users.passwords).containsEntry("app", "one");
    }
  }
}
