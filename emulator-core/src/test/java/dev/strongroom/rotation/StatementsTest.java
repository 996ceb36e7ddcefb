package dev.strongroom.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is sent to databases that the build does not start: the statements as text. They follow
 * AWS's templates and were not run.
 */
class StatementsTest {

  private static final DatabaseLogin MASTER = login("root", "m");

  private final WrittenStatements database = new WrittenStatements();

  private static DatabaseLogin login(String username, String password) {
    return new DatabaseLogin("db", 1, "shop", username, password, null);
  }

  private JdbcUsers over(JdbcUsers users) {
    return users.connectedBy(database::connect);
  }

  static Stream<Arguments> ownPasswords() {
    return Stream.of(
        Arguments.of(
            JdbcUsers.oracle(), "o'b", "it's;--", "ALTER USER \"O'B\" IDENTIFIED BY \"it's;--\""),
        Arguments.of(
            JdbcUsers.redshift(),
            "a\"b",
            "Passw0rd;--",
            "ALTER USER \"a\"\"b\" WITH PASSWORD 'Passw0rd;--'"),
        Arguments.of(
            JdbcUsers.postgres(),
            "a\"b",
            "it's \\ this",
            "ALTER USER \"a\"\"b\" WITH PASSWORD E'it''s \\\\ this'"),
        Arguments.of(
            JdbcUsers.h2(DatabaseEngine.POSTGRES),
            "a\"b",
            "it's \\ this",
            "ALTER USER \"A\"\"B\" SET PASSWORD 'it''s \\ this'"));
  }

  @ParameterizedTest
  @MethodSource("ownPasswords")
  @DisplayName("ROT-22: a user sets its own password")
  void aUserSetsItsOwnPassword(JdbcUsers users, String name, String password, String statement)
      throws Exception {
    over(users).setPassword(login(name, "old"), login(name, password));

    assertThat(database.written).containsExactly("-- " + name + "@db:1/shop", statement);
  }

  @ParameterizedTest
  @CsvSource({"8.0.36, '''it''''s'''", "9.1.0, '''it''''s'''", "5.7.44, PASSWORD('it''s')"})
  @DisplayName("ROT-22: MySQL before 8 wants the hash function to be named")
  void mySqlBefore8WantsTheHashFunction(String version, String password) throws Exception {
    database.answering("VERSION()", "VERSION()", version);

    over(JdbcUsers.mySql()).setPassword(login("app", "old"), login("app", "it's"));

    assertThat(database.written).last().isEqualTo("SET PASSWORD = " + password);
  }

  @Test
  void aMySqlMasterSetsTheUsersPasswordAndNotItsOwn() throws Exception {
    database.answering("VERSION()", "VERSION()", "8.0.36");

    over(JdbcUsers.mySql()).setPassword(MASTER, login("a`b", "two"));

    assertThat(database.written).last().isEqualTo("SET PASSWORD FOR `a``b`@`%` = 'two'");
  }

  @ParameterizedTest
  @CsvSource({"true, USER", "false, LOGIN"})
  @DisplayName("ROT-22: SQL Server has logins, but in a contained database users")
  void sqlServerHasLoginsOrUsers(boolean contained, String what) throws Exception {
    if (contained) {
      database.answering("containment", "name", "shop");
    }

    over(JdbcUsers.sqlServer()).setPassword(login("a]b", "it's"), login("a]b", "new'"));

    assertThat(database.written)
        .last()
        .isEqualTo(
            "ALTER %s [a]]b] WITH PASSWORD = N'new''' OLD_PASSWORD = N'it''s'".formatted(what));
  }

  @Test
  @DisplayName("ROT-22: a Db2's master changes passwords by a procedure of RDS")
  void db2ChangesPasswordsByAProcedure() throws Exception {
    over(JdbcUsers.db2()).setPassword(MASTER, login("app", "it's"));

    assertThat(database.written)
        .containsExactly(
            "-- root@db:1/rdsadmin", "CALL rdsadmin.change_password(?, ?) [app, it's]");
  }

  @Test
  @DisplayName("ROT-24: Oracle copies roles, system and object grants")
  void oracleCopiesGrants() throws Exception {
    database
        .answering("[ROLE_GRANT", "DDL", "\n   GRANT \"CLERK\" TO \"APP\"\n")
        .answering(
            "[OBJECT_GRANT",
            "DDL",
            "GRANT SELECT ON \"APP\".\"T\" TO \"APP\"\n  GRANT INSERT ON \"X\".\"T\" TO \"APP\" WITH GRANT OPTION")
        .refusing("[SYSTEM_GRANT", new SQLException("ORA-31608", "99999", 31608));

    over(JdbcUsers.oracle()).cloneUser(MASTER, login("app", "one"), login("APP_CLONE", "two"));

    assertThat(database.written)
        .filteredOn(sql -> !sql.startsWith("SELECT DBMS_METADATA"))
        .containsExactly(
            "-- root@db:1/shop",
            "SELECT USERNAME FROM DBA_USERS WHERE USERNAME = ? [APP_CLONE]",
            "CREATE USER \"APP_CLONE\" IDENTIFIED BY \"two\"",
            "GRANT \"CLERK\" TO \"APP_CLONE\"",
            "GRANT SELECT ON \"APP\".\"T\" TO \"APP_CLONE\"",
            "GRANT INSERT ON \"X\".\"T\" TO \"APP_CLONE\" WITH GRANT OPTION");
  }

  @Test
  @DisplayName("ROT-24: SQL Server copies roles and permissions of the database")
  void sqlServerCopiesRolesAndPermissions() throws Exception {
    database
        .answering("SELECT DB_NAME()", "name", "shop")
        .answering("sprin.name = ?", "name", "app user")
        .answering("database_role_members", "name", "the ]clerks")
        .answering(
            "database_permissions",
            columns("class", "0", "state_desc", "GRANT", "permission_name", "CONNECT"))
        .answering(
            "database_permissions",
            columns(
                "class",
                "1",
                "state_desc",
                "DENY",
                "permission_name",
                "SELECT",
                "object_name",
                "[dbo].[t]",
                "column_name",
                "[c]"))
        .answering(
            "database_permissions",
            columns(
                "class",
                "3",
                "state_desc",
                "GRANT_WITH_GRANT_OPTION",
                "permission_name",
                "UPDATE",
                "schema_name",
                "[s]"));

    over(JdbcUsers.sqlServer()).cloneUser(MASTER, login("app", "one"), login("app_clone", "two"));

    assertThat(database.written)
        .filteredOn(sql -> !sql.startsWith("SELECT"))
        .containsExactly(
            "-- root@db:1/shop",
            "CREATE LOGIN [app_clone] WITH PASSWORD = N'two'",
            "CREATE USER [app_clone] FOR LOGIN [app_clone]",
            "ALTER ROLE [the ]]clerks] ADD MEMBER [app_clone]",
            "GRANT CONNECT TO [app_clone]",
            "DENY SELECT ON OBJECT::[dbo].[t] ([c]) TO [app_clone]",
            "GRANT UPDATE ON SCHEMA::[s] TO [app_clone] WITH GRANT OPTION");
  }

  /** Every row has every column, as a database answers. */
  private static String[] columns(String... given) {
    var all =
        new TreeMap<String, String>(Map.of("class", "", "state_desc", "", "permission_name", ""));
    all.put("schema_name", null);
    all.put("object_name", null);
    all.put("column_name", null);
    for (int i = 0; i < given.length; i += 2) {
      all.put(given[i], given[i + 1]);
    }
    return all.entrySet().stream()
        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
        .toArray(String[]::new);
  }

  @Test
  @DisplayName("ROT-24: in SQL Server's master a login gets the permissions of the server")
  void sqlServerCopiesServerPermissions() throws Exception {
    database
        .answering("SELECT DB_NAME()", "name", "master")
        .answering(
            "server_permissions", "state_desc", "GRANT", "permission_name", "VIEW SERVER STATE");

    over(JdbcUsers.sqlServer()).cloneUser(MASTER, login("app", "one"), login("app_clone", "two"));

    assertThat(database.written).last().isEqualTo("GRANT VIEW SERVER STATE TO [app_clone]");
  }

  @Test
  @DisplayName("ROT-24: SQL Server's rarer kinds of permission are refused, not forgotten")
  void sqlServersRarerPermissionsAreRefused() {
    database
        .answering("SELECT DB_NAME()", "name", "shop")
        .answering("sprin.name = ?", "name", "app")
        .answering(
            "database_permissions",
            columns("class", "25", "state_desc", "GRANT", "permission_name", "CONTROL"));

    assertThatThrownBy(
            () ->
                over(JdbcUsers.sqlServer())
                    .cloneUser(MASTER, login("app", "one"), login("app_clone", "two")))
        .hasMessageStartingWith("Invalid database permission class 25");
  }

  @Test
  @DisplayName("ROT-24: Redshift copies rights on databases, tables and schemas")
  void redshiftCopiesRights() throws Exception {
    database
        .answering("[app, TEMPORARY]", "name", "shop")
        .answering("[app, SELECT]", "name", "public.\"the table\"")
        .answering("[app, USAGE]", "name", "public");

    over(JdbcUsers.redshift())
        .cloneUser(MASTER, login("app", "one"), login("app_clone", "Passw0rd"));

    assertThat(database.written)
        .filteredOn(sql -> !sql.startsWith("SELECT"))
        .containsExactly(
            "-- root@db:1/shop",
            "CREATE USER \"app_clone\" WITH PASSWORD 'Passw0rd'",
            "GRANT TEMPORARY ON DATABASE shop TO \"app_clone\"",
            "GRANT SELECT ON TABLE public.\"the table\" TO \"app_clone\"",
            "GRANT USAGE ON SCHEMA public TO \"app_clone\"");
  }

  @Test
  @DisplayName("ROT-24: Db2's users are made by RDS and get the authorities of the database")
  void db2CopiesAuthorities() throws Exception {
    database
        .answering("list_users", "1", "users\n---\nAPP\tx\nAPP_CLONE\tx\n---")
        .answering(
            "SYSCAT.DBAUTH",
            "GRANTEE",
            "APP",
            "CONNECTAUTH",
            "Y",
            "IMPLSCHEMAAUTH",
            "Y",
            "DBADMAUTH",
            "N");

    over(JdbcUsers.db2()).cloneUser(MASTER, login("app", "one"), login("app_clone", "two"));

    assertThat(database.written)
        .containsExactly(
            "-- root@db:1/rdsadmin",
            "-- root@db:1/shop",
            "CALL rdsadmin.list_users()",
            "SELECT * FROM SYSCAT.DBAUTH WHERE GRANTEE = ? AND GRANTEETYPE = 'U' [APP]",
            "GRANT CONNECT ON DATABASE TO USER \"APP_CLONE\"",
            "GRANT IMPLICIT_SCHEMA ON DATABASE TO USER \"APP_CLONE\"",
            "CALL rdsadmin.change_password(?, ?) [app_clone, two]");
  }

  @Test
  @DisplayName("ROT-24: a Db2 user that RDS does not make is noticed")
  void db2NoticesAMissingUser() {
    assertThatThrownBy(
            () ->
                over(JdbcUsers.db2())
                    .cloneUser(MASTER, login("app", "one"), login("app_clone", "two")))
        .hasMessage("User app_clone does not exist in database");

    assertThat(database.written).contains("CALL rdsadmin.add_user(?, ?, 'group') [app_clone, two]");
  }

  @Test
  @DisplayName("ROT-24: MySQL copies grants as listed, and TLS options")
  void mySqlCopiesGrants() throws Exception {
    database
        .answering("VERSION()", "VERSION()", "8.0.36")
        .answering("SHOW GRANTS", "Grants", "GRANT USAGE ON *.* TO `a TO b`@`%`")
        .answering("SHOW GRANTS", "Grants", "GRANT SELECT ON `x TO `.* TO `a TO b`@`%`")
        .answering(
            "mysql.user",
            "ssl_type",
            "SPECIFIED",
            "ssl_cipher",
            "c",
            "x509_issuer",
            "i'",
            "x509_subject",
            "s");

    over(JdbcUsers.mySql()).cloneUser(MASTER, login("a TO b", "one"), login("a`b", "two\\"));

    assertThat(database.written)
        .filteredOn(sql -> !sql.startsWith("S") || sql.startsWith("SET PASSWORD"))
        .containsExactly(
            "-- root@db:1/shop",
            "CREATE USER IF NOT EXISTS `a``b`@`%` IDENTIFIED BY 'two\\'",
            "GRANT USAGE ON *.* TO `a``b`@`%`",
            "GRANT SELECT ON `x TO `.* TO `a``b`@`%`",
            "ALTER USER `a``b`@`%` REQUIRE CIPHER 'c' AND ISSUER 'i''' AND SUBJECT 's'",
            "SET PASSWORD FOR `a``b`@`%` = 'two\\'");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(JdbcUsers.oracle(), "a\"b", "pw", "Oracle takes no user name"),
        Arguments.of(JdbcUsers.oracle(), "app", "hun\"ter", "Oracle takes no password"),
        Arguments.of(JdbcUsers.redshift(), "app", "hunter'2xx", "Redshift takes passwords"),
        Arguments.of(JdbcUsers.redshift(), "app", "hunter2\\x", "Redshift takes passwords"),
        Arguments.of(JdbcUsers.postgres(), "", "hunter", "A user name must have"),
        Arguments.of(JdbcUsers.postgres(), "a\0b", "hunter", "A user name must have"),
        Arguments.of(JdbcUsers.sqlServer(), "app", "hun\0ter", "A password must have"),
        Arguments.of(JdbcUsers.mySql(), "app", "", "A password must have"),
        Arguments.of(JdbcUsers.db2(), "app", "hun\0ter", "A password must have"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCantBeQuotedIsRefusedAndNotTold(
      JdbcUsers users, String name, String password, String text) {
    database.answering("VERSION()", "VERSION()", "8.0");

    assertThatThrownBy(() -> over(users).setPassword(login(name, "old"), login(name, password)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(text)
        .hasMessageNotContaining("hun");

    assertThat(database.written).noneMatch(sql -> sql.contains("ALTER") || sql.contains("PASSW"));
  }

  @ParameterizedTest
  @CsvSource({
    "'db?socketFactory=x', shop, host",
    "db, 'shop?socketFactory=x', dbname",
    "db, 'shop;encrypt=false', dbname",
    "db/, shop, host",
  })
  void aSecretCantBringSettingsIntoAJdbcUrl(String host, String dbname, String member) {
    assertThatThrownBy(
            () ->
                JdbcUsers.postgres()
                    .logsIn(new DatabaseLogin(host, 1, dbname, "app", "hunter2", false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The secret's " + member)
        .hasMessageContaining("JdbcUsers.connectedBy");
  }

  static Stream<Arguments> urls() {
    return Stream.of(
        Arguments.of(
            new Postgres(), "jdbc:postgresql://db:1/shop?connectTimeout=5&sslmode=verify-full"),
        Arguments.of(
            new Redshift(),
            "jdbc:redshift://db:1/shop?loginTimeout=5&ssl=true&sslmode=verify-full"),
        Arguments.of(
            new MySql(DatabaseEngine.MYSQL),
            "jdbc:mysql://db:1/shop?connectTimeout=5000&sslMode=VERIFY_IDENTITY"),
        Arguments.of(
            new MySql(DatabaseEngine.MARIADB),
            "jdbc:mariadb://db:1/shop?connectTimeout=5000&sslMode=verify-full"),
        Arguments.of(
            new Oracle(), "jdbc:oracle:thin:@tcps://db:1/shop?oracle.net.CONNECT_TIMEOUT=5000"),
        Arguments.of(
            new SqlServer(),
            "jdbc:sqlserver://db:1;databaseName={shop};loginTimeout=5;encrypt=true"),
        Arguments.of(new Db2(), "jdbc:db2://db:1/shop:loginTimeout=5;sslConnection=true;"),
        Arguments.of(new H2(DatabaseEngine.POSTGRES), "jdbc:h2:ssl://db:1/shop"));
  }

  @ParameterizedTest
  @MethodSource("urls")
  void eachDriverIsGivenItsUrl(Dialect dialect, String url) {
    assertThat(dialect.url(login("app", "one"), true)).isEqualTo(url);
    assertThat(dialect.url(login("app", "one"), false)).isNotEqualTo(url);
  }

  @Test
  void aMissingDriverIsNamedAndSoIsTheRemedy() {
    assertThatThrownBy(() -> JdbcUsers.oracle().logsIn(login("app", "hunter2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No JDBC driver accepts jdbc:oracle:thin:")
        .hasMessageContaining("add the driver of Oracle to the class path")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aFailedStatementIsToldWithoutTheDriversText() {
    database.refusing("ALTER USER", new SQLException("syntax: 'hunter2'", "42601", 7));

    assertThatThrownBy(
            () -> over(JdbcUsers.postgres()).setPassword(MASTER, login("app", "hunter2")))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("SQL state 42601, error 7")
        .hasNoCause()
        .hasMessageNotContaining("hunter2");
  }
}
