package dev.strongroom.rotation;

import static dev.strongroom.api.RotationStep.CREATE_SECRET;
import static dev.strongroom.api.RotationStep.FINISH_SECRET;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the database rotation functions check, do and say at each step, as AWS's templates do. */
class DatabaseRotationTest {

  private static final String APP = "arn:app";
  private static final String MASTER = "arn:master";

  /** A secret that is being rotated, its database, and the function that rotates it. */
  private static final class Lab {

    final HeldSecrets secrets = new HeldSecrets();
    final HeldUsers users;
    DatabaseRotation function;

    Lab(DatabaseEngine engine, boolean alternating) {
      users = new HeldUsers(engine);
      users.passwords.putAll(Map.of("app", "one", "root", "master"));
      function =
          alternating
              ? DatabaseRotation.alternatingUsers(users)
              : DatabaseRotation.singleUser(users);
      secrets.label(APP, "v1", "AWSCURRENT");
      secrets.value(APP, "v1", json("app", "one"));
      secrets.label(APP, "v2", "AWSPENDING");
      secrets.label(MASTER, "m1", "AWSCURRENT");
      secrets.value(MASTER, "m1", json("root", "master"));
    }

    String json(String username, String password) {
      return "{\"engine\":\"%s\",\"host\":\"db\",\"username\":\"%s\",\"password\":\"%s\",\"dbname\":\"shop\",\"masterarn\":\"%s\",\"note\":\"kept\"}"
          .formatted(users.engine().names().get(0), username, password, MASTER);
    }

    void run(RotationStep step) throws Exception {
      function.rotate(new RotationEvent(step, APP, "v2", "token"), secrets);
    }

    void currentIs(String json) {
      secrets.value(APP, "v1", json);
    }

    void pendingIs(String json) {
      secrets.value(APP, "v2", json);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ROT-21 to ROT-23: a single user gets a new password, and keeps it on a retry")
  void aSingleUserGetsANewPassword(DatabaseEngine engine) throws Exception {
    var lab = new Lab(engine, false);

    for (var step : RotationStep.values()) {
      lab.run(step);
      lab.run(step);
    }

    assertThat(lab.secrets.labels.get(APP))
        .containsEntry("v1", List.of("AWSPREVIOUS"))
        .hasEntrySatisfying("v2", stages -> assertThat(stages).contains("AWSCURRENT"));
    assertThat(lab.secrets.value(APP, "v2")).isEqualTo(lab.json("app", "drawn1"));
    assertThat(lab.users.passwords).isEqualTo(Map.of("app", "drawn1", "root", "master"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ROT-24: alternating users take turns, and the one that readers have stays valid")
  void alternatingUsersTakeTurns(DatabaseEngine engine) throws Exception {
    var lab = new Lab(engine, true);
    if (engine == DatabaseEngine.ORACLE) {
      lab.currentIs(lab.json("APP", "one"));
      lab.users.passwords.put("APP", lab.users.passwords.remove("app"));
    }
    var app = engine == DatabaseEngine.ORACLE ? "APP" : "app";
    var clone = engine == DatabaseEngine.ORACLE ? "APP_CLONE" : "app_clone";

    for (var step : RotationStep.values()) {
      lab.run(step);
      lab.run(step);
    }

    assertThat(lab.secrets.value(APP, "v2")).isEqualTo(lab.json(clone, "drawn1"));
    assertThat(lab.users.passwords)
        .isEqualTo(new TreeMap<>(Map.of(app, "one", clone, "drawn1", "root", "master")));

    lab.secrets.label(APP, "v3", "AWSPENDING");
    for (var step : RotationStep.values()) {
      lab.function.rotate(new RotationEvent(step, APP, "v3", "token"), lab.secrets);
    }

    assertThat(lab.secrets.value(APP, "v3")).isEqualTo(lab.json(app, "drawn2"));
    assertThat(lab.users.passwords).containsEntry(app, "drawn2").containsEntry(clone, "drawn1");
  }

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
  @DisplayName("ROT-22: where the current password was never set, the previous one sets the new")
  void thePreviousLoginHelpsOut() throws Exception {
    var lab = new Lab(DatabaseEngine.POSTGRES, false);
    lab.secrets.label(APP, "v0", "AWSPREVIOUS");
    lab.secrets.value(APP, "v0", lab.json("app", "one"));
    lab.currentIs(lab.json("app", "never set").replace("\"note\":\"kept\"", "\"ssl\":false"));
    lab.pendingIs(lab.json("app", "two"));

    lab.run(SET_SECRET);

    assertThat(lab.users.passwords).containsEntry("app", "two");
    assertThat(lab.users.logins)
        .filteredOn(login -> login.password().equals("one"))
        .allSatisfy(login -> assertThat(login.ssl()).isFalse());
  }

  @Test
  @DisplayName("ROT-22: a previous version that is no login counts as none")
  void anIncompletePreviousVersionCountsAsNone() {
    var lab = new Lab(DatabaseEngine.POSTGRES, false);
    lab.secrets.label(APP, "v0", "AWSPREVIOUS");
    lab.secrets.value(APP, "v0", "{}");
    lab.currentIs(lab.json("app", "wrong"));
    lab.pendingIs(lab.json("app", "two"));

    assertThatThrownBy(() -> lab.run(SET_SECRET))
        .hasMessageStartingWith("Unable to log into database with previous, current, or pending");
  }

  @Test
  @DisplayName("ROT-24: a replica may have the master of its source")
  void aReplicaMayHaveTheMasterOfItsSource() throws Exception {
    var lab = new Lab(DatabaseEngine.POSTGRES, true);
    lab.secrets.value(MASTER, "m1", lab.json("root", "master").replace("\"db\"", "\"primary\""));
    lab.pendingIs(lab.json("app_clone", "two"));
    lab.function = lab.function.replicas((host, of) -> host.equals("db") && of.equals("primary"));

    lab.run(SET_SECRET);

    assertThat(lab.users.passwords).containsEntry("app_clone", "two");
  }

  @Test
  @DisplayName("ROT-24: a master's own database does not matter, the user's does")
  void theMasterLogsInToTheUsersDatabase() throws Exception {
    var lab = new Lab(DatabaseEngine.POSTGRES, true);
    lab.secrets.value(MASTER, "m1", lab.json("root", "master").replace("shop", "other"));
    lab.pendingIs(lab.json("app_clone", "two"));

    lab.run(SET_SECRET);

    assertThat(lab.users.logins)
        .filteredOn(login -> login.username().equals("root"))
        .isNotEmpty()
        .allSatisfy(login -> assertThat(login.dbname()).isEqualTo("shop"));
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRES, 63",
    "MYSQL, 16",
    "MARIADB, 80",
    "ORACLE, 30",
    "SQLSERVER, 128",
    "DB2, 16"
  })
  @DisplayName("ROT-24: the clone's name has a longest length, which is a setting")
  void theClonesNameHasALongestLength(DatabaseEngine engine, int limit) throws Exception {
    var suffix = engine.cloneSuffix();
    var fits = new Lab(engine, true);
    fits.currentIs(fits.json("a".repeat(limit - 6), "one"));
    var tooLong = new Lab(engine, true);
    tooLong.currentIs(tooLong.json("a".repeat(limit - 5), "one"));

    fits.run(CREATE_SECRET);

    assertThat(fits.secrets.value(APP, "v2")).containsIgnoringCase("a" + suffix);
    assertThatThrownBy(() -> tooLong.run(CREATE_SECRET))
        .hasMessage(
            "Unable to clone user, username length with %s appended would exceed %d characters",
            suffix, limit);
    assertThat(tooLong.secrets.values.get(APP)).containsOnlyKeys("v1");

    tooLong.function = tooLong.function.usernameLimit(limit + 1);
    tooLong.run(CREATE_SECRET);

    assertThat(tooLong.secrets.values.get(APP)).containsKey("v2");
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRES, 5432, postgres",
    "MYSQL, 3306,",
    "MARIADB, 3306,",
    "SQLSERVER, 1433, master",
    "MONGO, 27017, admin",
    "REDSHIFT, 5439, dev",
    "DB2, 50000,",
  })
  @DisplayName("ROT-25: port and database have defaults")
  void portAndDatabaseHaveDefaults(DatabaseEngine engine, int port, String dbname) {
    var json = "{\"engine\":\"%s\",\"host\":\"db\",\"username\":\"app\",\"password\":\"one\"%s}";
    var name = engine.names().get(0);

    var login = DatabaseSecret.ofSingleUser(json.formatted(name, ""), engine).login();
    var other =
        DatabaseSecret.ofSingleUser(
                json.formatted(name, ",\"port\":\"15\",\"dbname\":\"shop\",\"ssl\":\"TRUE\""),
                engine)
            .login();

    assertThat(login).isEqualTo(new DatabaseLogin("db", port, dbname, "app", "one", null));
    assertThat(other).isEqualTo(new DatabaseLogin("db", 15, "shop", "app", "one", true));
    assertThat(login.toString()).doesNotContain("one");
  }

  @Test
  @DisplayName("ROT-25: Oracle needs a database's name, of its users only")
  void oracleNeedsADatabasesName() {
    var json = "{\"engine\":\"oracle\",\"host\":\"db\",\"username\":\"app\",\"password\":\"one\"}";

    assertThatThrownBy(() -> DatabaseSecret.ofSingleUser(json, DatabaseEngine.ORACLE))
        .hasMessage("dbname key is missing from secret JSON");
    assertThat(DatabaseSecret.ofMaster(json, DatabaseEngine.ORACLE).login().port()).isEqualTo(1521);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "POSTGRES, 32, |:/@\"'\\|", "MYSQL, 32, |/@\"'\\|", "MARIADB, 32, |/@\"'\\|",
        "ORACLE, 30, |/@\"'\\|", "SQLSERVER, 32, |/@\"'\\|", "MONGO, 32, |/@\"'\\|",
        "REDSHIFT, 32, |/@\"'\\:|", "DB2, 32, |/@\"'\\;|",
      })
  @DisplayName("ROT-26: length and excluded characters have the template's defaults")
  void passwordsAreDrawnAsTheTemplateDrawsThem(DatabaseEngine engine, long length, String excluded)
      throws Exception {
    var lab = new Lab(engine, false);

    lab.run(CREATE_SECRET);
    lab.secrets.values.get(APP).remove("v2");
    lab.function = lab.function.passwordLength(16).excludeCharacters("%");
    lab.run(CREATE_SECRET);

    assertThat(lab.secrets.draws)
        .containsExactly(
            new NewPassword((int) length, excluded).request(), new NewPassword(16, "%").request());
  }

  @Test
  void aLengthThatCantBeDrawnIsRefusedAtOnce() {
    var function = DatabaseRotation.singleUser(new HeldUsers(DatabaseEngine.POSTGRES));

    assertThatThrownBy(() -> function.passwordLength(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A password of 3 characters can't be drawn: 4 to 4096 are possible");
  }

  @Test
  @DisplayName("ROT-23: nobody removes AWSPENDING")
  void finishSecretOnlyMovesTheLabel() throws Exception {
    var lab = new Lab(DatabaseEngine.POSTGRES, false);
    lab.pendingIs(lab.json("app", "two"));

    lab.run(FINISH_SECRET);

    assertThat(lab.secrets.labels.get(APP).get("v2")).containsExactly("AWSCURRENT", "AWSPENDING");
    assertThat(lab.users.logins).isEmpty();
  }

  @Test
  @DisplayName("ROT-16, ROT-21 to ROT-24: the whole of a rotation, by RotateSecret")
  void rotateSecretRunsTheFunction() {
    try (var aws = SecretsEmulator.create()) {
      var lab = new Lab(DatabaseEngine.POSTGRES, true);
      var service = aws.as(aws.administrator());
      aws.seed(Seed.of(Seed.secret("master").json(lab.json("root", "master"))));
      var master = service.call(new DescribeSecret("master")).arn();
      aws.seed(Seed.of(Seed.secret("app").json(lab.json("app", "one").replace(MASTER, master))));
      var rotation = aws.rotation("app").with(lab.function).logins(lab.users);

      for (var i = 0; i < 3; i++) {
        service.call(
            RotateSecret.of("app", aws.newClientRequestToken())
                .withRotationLambdaARN(rotation.lambdaArn()));
      }

      assertThat(lab.users.passwords).containsOnlyKeys("app", "app_clone", "root");
      assertThat(rotation.timeline().entries())
          .allSatisfy(entry -> assertThat(entry.failure()).isNull())
          .filteredOn(entry -> entry.logins().containsKey("AWSCURRENT"))
          .isNotEmpty()
          .allSatisfy(entry -> assertThat(entry.logins()).containsEntry("AWSCURRENT", true));
    }
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
