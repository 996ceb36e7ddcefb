package dev.strongroom.rotation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of database, with what AWS's rotation templates assume about it (ROT-24, ROT-25, ROT-26).
 */
@SuppressWarnings("ImmutableEnumChecker") // List.copyOf
public enum DatabaseEngine {
  POSTGRES(5432, "postgres", 63, ":/@\"'\\", "postgres", "aurora-postgresql"),
  MYSQL(3306, null, 16, "/@\"'\\", "mysql", "aurora-mysql"),
  MARIADB(3306, null, 80, "/@\"'\\", "mariadb"),
  ORACLE(1521, null, 30, "/@\"'\\", "oracle"),
  SQLSERVER(1433, "master", 128, "/@\"'\\", "sqlserver"),
  MONGO(27017, "admin", Integer.MAX_VALUE, "/@\"'\\", "mongo"),
  REDSHIFT(5439, "dev", Integer.MAX_VALUE, "/@\"'\\:", "redshift"),
  DB2(50000, null, 16, "/@\"'\\;", "db2");

  private final int defaultPort;
  private final @Nullable String defaultDbname;
  private final int usernameLimit;
  private final String excludedCharacters;
  private final List<String> names;

  DatabaseEngine(
      int defaultPort,
      @Nullable String defaultDbname,
      int usernameLimit,
      String excludedCharacters,
      String... names) {
    this.defaultPort = defaultPort;
    this.defaultDbname = defaultDbname;
    this.usernameLimit = usernameLimit;
    this.excludedCharacters = excludedCharacters;
    this.names = List.copyOf(Arrays.asList(names));
  }

  /** What a secret's {@code engine} may say; the first is the name that error texts use. */
  public List<String> names() {
    return names;
  }

  int defaultPort() {
    return defaultPort;
  }

  @Nullable String defaultDbname() {
    return defaultDbname;
  }

  /** How long the name of a user with the suffix may be, in characters. */
  int usernameLimit() {
    return usernameLimit;
  }

  int passwordLength() {
    return this == ORACLE ? 30 : 32;
  }

  String excludedCharacters() {
    return excludedCharacters;
  }

  /** What the second of the alternating users has at the end of its name. */
  String cloneSuffix() {
    return this == ORACLE ? "_CLONE" : "_clone";
  }

  boolean requiresDbname() {
    return this == ORACLE;
  }

  /** A Db2 on RDS takes passwords from its master user only. */
  boolean usersSetTheirOwnPassword() {
    return this != DB2;
  }

  /** What error texts call the user of {@code masterarn}. */
  String masterWord() {
    return this == REDSHIFT ? "admin" : "master";
  }

  /** How error texts say that a master's host is another one. */
  String otherHostWords() {
    return this == REDSHIFT || this == MONGO
        ? "is not the same host as " + masterWord()
        : "is not the same host as/rds replica of master";
  }

  /** What error texts call the user and the host of AWSPREVIOUS; the templates differ. */
  String previousUserWords() {
    return this == MARIADB ? "last valid user" : "previous valid user";
  }

  String previousHostWords() {
    return this == POSTGRES ? "current previous valid" : "previous host";
  }
}
