package dev.strongroom.rotation;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/** Db2 on RDS: users belong to the operating system, so procedures of RDS change them. */
final class Db2 implements Dialect {

  private static final String RDS = "rdsadmin";

  /** Columns of SYSCAT.DBAUTH whose authority has another name in a GRANT. */
  private static final Map<String, String> AUTHORITIES =
      Map.of(
          "EXTERNALROUTINE", "CREATE_EXTERNAL_ROUTINE",
          "IMPLSCHEMA", "IMPLICIT_SCHEMA",
          "NOFENCE", "CREATE_NOT_FENCED_ROUTINE",
          "QUIESCECONNECT", "QUIESCE_CONNECT",
          "SECURITYADM", "SECADM",
          "CREATESECURE", "CREATE_SECURE_OBJECT");

  @Override
  public DatabaseEngine engine() {
    return DatabaseEngine.DB2;
  }

  @Override
  public String url(DatabaseLogin login, boolean tls) {
    return "jdbc:db2://%s:loginTimeout=5;sslConnection=%s;".formatted(Dialect.address(login), tls);
  }

  @Override
  public String trivialRead() {
    return "SELECT CURRENT TIMESTAMP FROM SYSIBM.SYSDUMMY1";
  }

  @Override
  public void setPassword(Session.Opener sessions, DatabaseLogin by, DatabaseLogin user)
      throws SQLException {
    try (var rds = sessions.open(by.to(RDS))) {
      changePassword(rds, user);
      rds.commit();
    }
  }

  private static void changePassword(Session rds, DatabaseLogin user) throws SQLException {
    rds.call(
        "CALL rdsadmin.change_password(?, ?)",
        user.username(),
        Dialect.requirePassword(user.password()));
  }

  @Override
  public void cloneUser(
      Session.Opener sessions, DatabaseLogin master, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    try (var rds = sessions.open(master.to(RDS));
        var database = sessions.open(master)) {
      if (!exists(rds, clone)) {
        rds.call(
            "CALL rdsadmin.add_user(?, ?, 'group')",
            clone.username(),
            Dialect.requirePassword(clone.password()));
        rds.commit();
        if (!exists(rds, clone)) {
          throw new IllegalStateException(
              "User %s does not exist in database".formatted(clone.username()));
        }
      }
      grant(database, original, clone);
      database.commit();
      changePassword(rds, clone);
      rds.commit();
    }
  }

  /** The procedure answers lines of a table, each with a name and a tab at its start. */
  private static boolean exists(Session rds, DatabaseLogin user) throws SQLException {
    var start = upper(user) + "\t";
    return rds.list("CALL rdsadmin.list_users()").stream()
        .flatMap(String::lines)
        .anyMatch(line -> line.toUpperCase(Locale.ROOT).startsWith(start));
  }

  private static void grant(Session database, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    for (var row :
        database.query(
            "SELECT * FROM SYSCAT.DBAUTH WHERE GRANTEE = ? AND GRANTEETYPE = 'U'",
            upper(original))) {
      for (var column : row.entrySet()) {
        if (column.getKey().endsWith("AUTH") && "Y".equals(column.getValue())) {
          var name = column.getKey().substring(0, column.getKey().length() - "AUTH".length());
          database.execute(
              "GRANT %s ON DATABASE TO USER %s"
                  .formatted(AUTHORITIES.getOrDefault(name, name), Dialect.name(upper(clone))));
        }
      }
    }
  }

  private static String upper(DatabaseLogin user) {
    return user.username().toUpperCase(Locale.ROOT);
  }
}
