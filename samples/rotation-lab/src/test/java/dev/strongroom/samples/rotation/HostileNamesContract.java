package dev.strongroom.samples.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.rotation.DatabaseLogin;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and passwords that mean something else unless they are quoted, on a real server. */
@TestInstance(Lifecycle.PER_CLASS) // one database for all rows
@Execution(ExecutionMode.SAME_THREAD)
abstract class HostileNamesContract {

  private Database database;

  abstract Database create();

  @BeforeAll
  void start() {
    database = create();
  }

  @AfterAll
  void stop() {
    if (database != null) { // skipped where there is no server
      database.close();
    }
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("plain", "plain"),
        Arguments.of("a'b", "it's"),
        Arguments.of("a\"b", "a\"b"),
        Arguments.of("a\\b", "back\\slash"),
        Arguments.of("a\\", "ends with \\"),
        Arguments.of("a`b", "`"),
        Arguments.of("a;b", "x'; DROP TABLE stock; --"),
        Arguments.of("x\"; DROP TABLE stock; --", "\\'; DROP TABLE stock; --"),
        Arguments.of("two words", "two words"),
        Arguments.of("a--b", "--"),
        Arguments.of("a/*b", "/*"),
        Arguments.of("{fn now()}", "{fn now()}"),
        Arguments.of("$$a$$", "$$"),
        Arguments.of("a?b", "?:1"),
        Arguments.of("a%b_", "%s%n%"),
        Arguments.of("MiXeD", "MiXeD"),
        Arguments.of("user", "select"),
        Arguments.of("größe", "geheim-ß-ü"),
        Arguments.of("名前", "密码"),
        Arguments.of("\uD83D\uDD11", "\uD83D\uDD11 key"));
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("hostile")
  @DisplayName("ROT-22: a user sets its own password")
  void aUserSetsItsOwnPassword(String name, String password) throws Exception {
    assumeTrue(database.takes(name));
    var username = name + database.suffix();
    database.createUser(username, "old");

    database.users().setPassword(login(username, "old"), login(username, password));

    assertThat(database.logsIn(username, password)).isTrue();
    assertThat(database.logsIn(username, "old")).isFalse();
    assertThat(database.users().logsIn(login(username, password))).isTrue();
    assertThat(database.users().logsIn(login(username, "old"))).isFalse();
    assertThat(database.readsTheStock(username, password)).isTrue();

    database.users().setPassword(login(username, password), login(username, "next"));

    assertThat(database.logsIn(username, "next")).isTrue();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("hostile")
  @DisplayName("ROT-24: a master clones a user with its rights, and later changes the password")
  void aMasterClonesAUser(String name, String password) throws Exception {
    assumeTrue(database.takes(name));
    var username = name + "_cloned" + database.suffix();
    var clone = username + "_clone";
    database.createUser(username, "old");
    var master = login(database.masterName(), Database.MASTER_PASSWORD);

    database.users().cloneUser(master, login(username, "old"), login(clone, password));

    assertThat(database.readsTheStock(clone, password)).isTrue();
    assertThat(database.readsTheStock(username, "old")).isTrue();

    database.users().cloneUser(master, login(username, "old"), login(clone, "again"));

    assertThat(database.readsTheStock(clone, "again")).isTrue();
    assertThat(database.logsIn(clone, password)).isFalse();
  }

  @Test
  void nulIsRefusedWithoutTellingThePassword() {
    var username = "nul" + database.suffix();
    database.createUser(username, "old");

    assertThatThrownBy(
            () -> database.users().setPassword(login(username, "old"), login(username, "hun\0ter")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL")
        .hasMessageNotContaining("hun");

    assertThat(database.logsIn(username, "old")).isTrue();
  }

  @Test
  void aRefusedStatementDoesNotTellThePassword() {
    var username = "app" + database.suffix();
    database.createUser(username, "old");

    assertThatThrownBy(
            () ->
                database
                    .users()
                    .setPassword(login(username, "old"), login("somebody else", "hunter2")))
        .hasStackTraceContaining("The database refused to set a password")
        .satisfies(
            failure -> assertThat(Throwables.getStackTrace(failure)).doesNotContain("hunter2"));
  }

  final DatabaseLogin login(String username, String password) {
    return login(database, username, password);
  }

  static DatabaseLogin login(Database database, String username, String password) {
    var json = Json.parse(database.json(username, password, ""));
    return new DatabaseLogin(
        json.path("host").asText(),
        json.path("port").asInt(),
        json.path("dbname").asText(),
        username,
        password,
        null);
  }
}
