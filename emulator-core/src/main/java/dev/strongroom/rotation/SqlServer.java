package dev.strongroom.rotation;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SQL Server: a login of the server or, in a contained database, a user of the database. */
final class SqlServer implements Dialect {

  @Override
  public DatabaseEngine engine() {
    return DatabaseEngine.SQLSERVER;
  }

  @Override
  public String url(DatabaseLogin login, boolean tls) {
    return "jdbc:sqlserver://%s:%d;databaseName={%s};loginTimeout=5;encrypt=%s"
        .formatted(login.host(), login.port(), login.dbname(), tls);
  }

  @Override
  public String trivialRead() {
    return "SELECT @@VERSION AS version";
  }

  @Override
  public void setPassword(Session.Opener sessions, DatabaseLogin by, DatabaseLogin user)
      throws SQLException {
    try (var session = sessions.open(by)) {
      session.executeWithPassword(
          "ALTER %s %s WITH PASSWORD = %s OLD_PASSWORD = %s"
              .formatted(
                  isContained(session) ? "USER" : "LOGIN",
                  name(user.username()),
                  password(user),
                  password(by)));
      session.commit();
    }
  }

  @Override
  public void cloneUser(
      Session.Opener sessions, DatabaseLogin master, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    try (var session = sessions.open(master)) {
      if (isContained(session)) {
        cloneDatabaseUser(session, original, clone);
      } else {
        cloneLogin(session, original, clone);
      }
      session.commit();
    }
  }

  private static boolean isContained(Session session) throws SQLException {
    return session.finds(
        "SELECT name FROM sys.databases WHERE name = DB_NAME() AND containment <> 0");
  }

  private static void cloneDatabaseUser(
      Session session, DatabaseLogin original, DatabaseLogin clone) throws SQLException {
    var exists =
        session.finds("SELECT name FROM sys.database_principals WHERE name = ?", clone.username());
    session.executeWithPassword(
        "%s USER %s WITH PASSWORD = %s"
            .formatted(exists ? "ALTER" : "CREATE", name(clone.username()), password(clone)));
    if (!exists) {
      grantDatabaseRights(session, original.username(), name(clone.username()));
    }
  }

  private static void cloneLogin(Session session, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    var exists =
        session.finds("SELECT name FROM sys.server_principals WHERE name = ?", clone.username());
    session.executeWithPassword(
        "%s LOGIN %s WITH PASSWORD = %s"
            .formatted(exists ? "ALTER" : "CREATE", name(clone.username()), password(clone)));
    if (exists) {
      return;
    }
    if (session.list("SELECT DB_NAME()").get(0).equals("master")) {
      for (var right :
          session.query(
              "SELECT perm.state_desc, perm.permission_name FROM sys.server_permissions perm"
                  + " JOIN sys.server_principals prin ON perm.grantee_principal_id = prin.principal_id"
                  + " WHERE prin.name = ?",
              original.username())) {
        grant(session, right, right.get("PERMISSION_NAME"), name(clone.username()));
      }
      return;
    }
    var users =
        session.list(
            "SELECT dbprin.name FROM sys.database_principals dbprin"
                + " JOIN sys.server_principals sprin ON dbprin.sid = sprin.sid WHERE sprin.name = ?",
            original.username());
    if (users.isEmpty()) {
      throw new IllegalStateException(
          "Login '%s' has no user in this database whose rights could be copied"
              .formatted(original.username()));
    }
    var user = name(clone.username());
    session.execute("CREATE USER %s FOR LOGIN %s".formatted(user, user));
    grantDatabaseRights(session, users.get(0), user);
  }

  private static void grantDatabaseRights(Session session, String original, String clone)
      throws SQLException {
    for (var role :
        session.list(
            "SELECT roleprin.name FROM sys.database_role_members rolemems"
                + " JOIN sys.database_principals roleprin ON roleprin.principal_id = rolemems.role_principal_id"
                + " JOIN sys.database_principals userprin ON userprin.principal_id = rolemems.member_principal_id"
                + " WHERE userprin.name = ?",
            original)) {
      session.execute("ALTER ROLE %s ADD MEMBER %s".formatted(name(role), clone));
    }
    for (var right :
        session.query(
            "SELECT perm.class, perm.state_desc, perm.permission_name, QUOTENAME(permschem.name) AS schema_name,"
                + " QUOTENAME(objschem.name) + '.' + QUOTENAME(obj.name) AS object_name, QUOTENAME(col.name) AS column_name"
                + " FROM sys.database_permissions perm"
                + " JOIN sys.database_principals prin ON perm.grantee_principal_id = prin.principal_id"
                + " LEFT JOIN sys.schemas permschem ON permschem.schema_id = perm.major_id"
                + " LEFT JOIN sys.objects obj ON obj.object_id = perm.major_id"
                + " LEFT JOIN sys.schemas objschem ON objschem.schema_id = obj.schema_id"
                + " LEFT JOIN sys.columns col ON col.object_id = perm.major_id AND col.column_id = perm.minor_id"
                + " WHERE prin.name = ?",
            original)) {
      grant(session, right, permission(right), clone);
    }
  }

  /** A permission on the database, an object or column, or a schema. */
  private static String permission(Map<String, @Nullable String> right) {
    var permission = right.get("PERMISSION_NAME");
    return switch (String.valueOf(right.get("CLASS"))) {
      case "0" -> String.valueOf(permission);
      case "1" ->
          permission
              + " ON OBJECT::"
              + right.get("OBJECT_NAME")
              + (right.get("COLUMN_NAME") == null ? "" : " (" + right.get("COLUMN_NAME") + ")");
      case "3" -> permission + " ON SCHEMA::" + right.get("SCHEMA_NAME");
      default ->
          throw new IllegalStateException(
              "Invalid database permission class %s: create the clone and grant it by hand"
                  .formatted(right.get("CLASS")));
    };
  }

  private static void grant(
      Session session,
      Map<String, @Nullable String> right,
      @Nullable String permission,
      String clone)
      throws SQLException {
    var state = right.get("STATE_DESC");
    session.execute(
        "GRANT_WITH_GRANT_OPTION".equals(state)
            ? "GRANT %s TO %s WITH GRANT OPTION".formatted(permission, clone)
            : "%s %s TO %s".formatted(state, permission, clone));
  }

  private static String name(String name) {
    return Dialect.name(name, "[", "]");
  }

  private static String password(DatabaseLogin user) {
    return "N" + Dialect.literal(user.password());
  }
}
