package dev.strongroom.rotation;

import static dev.strongroom.api.RotationStep.CREATE_SECRET;
import static dev.strongroom.api.RotationStep.FINISH_SECRET;
import static dev.strongroom.api.RotationStep.SET_SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.seed.Seed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database rotation functions do at each step, as AWS's templates do. */
class DatabaseRotationTest extends DatabaseRotationFixture {

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
}
