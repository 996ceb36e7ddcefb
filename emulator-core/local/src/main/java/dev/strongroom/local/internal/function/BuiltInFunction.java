package dev.strongroom.local.internal.function;

import dev.strongroom.internal.local.FunctionLimits;
import dev.strongroom.rotation.DatabaseRotation;
import dev.strongroom.rotation.JdbcUsers;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.seed.FunctionSeed;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A function that is part of Strongroom, by its name. */
final class BuiltInFunction {

  static final String PREFIX = "builtin:";

  private static final String SINGLE = "-single-user";
  private static final String ALTERNATING = "-alternating-users";

  private static final Map<String, Supplier<JdbcUsers>> DATABASES =
      new TreeMap<>(
          Map.of(
              "postgres", JdbcUsers::postgres,
              "redshift", JdbcUsers::redshift,
              "mysql", JdbcUsers::mySql,
              "mariadb", JdbcUsers::mariaDb,
              "oracle", JdbcUsers::oracle,
              "sqlserver", JdbcUsers::sqlServer,
              "db2", JdbcUsers::db2));

  private BuiltInFunction() {}

  /**
   * Returns the function of a name.
   *
   * @throws IllegalArgumentException if there is none, or a driver can't be read
   */
  static RotationFunction named(String code, FunctionSeed function, FunctionLimits limits) {
    var parts = code.substring(PREFIX.length()).split("#", 2);
    var name = parts[0];
    if (name.equals("password") && parts.length == 1) {
      return new PasswordRotation();
    }
    boolean isAlternating = name.endsWith(ALTERNATING);
    var engine = name.replace(isAlternating ? ALTERNATING : SINGLE, "");
    if (!DATABASES.containsKey(engine) || engine.equals(name)) {
      throw new IllegalArgumentException(
          "There is no built-in function '%s': there are password and, for each of %s, <database>%s and <database>%s, perhaps with #<JDBC URL>"
              .formatted(name, String.join(", ", DATABASES.keySet()), SINGLE, ALTERNATING));
    }
    var drivers = function.classPath().isEmpty() ? limits.drivers() : function.classPath();
    var users = users(engine, parts.length == 2 ? parts[1] : "", drivers);
    return isAlternating
        ? DatabaseRotation.alternatingUsers(users)
        : DatabaseRotation.singleUser(users);
  }

  private static JdbcUsers users(String engine, String jdbcUrl, List<Path> drivers) {
    if (!jdbcUrl.isEmpty() && !jdbcUrl.startsWith("jdbc:")) {
      throw new IllegalArgumentException("'" + jdbcUrl + "' is no JDBC URL");
    }
    var users = Objects.requireNonNull(DATABASES.get(engine)).get();
    if (jdbcUrl.startsWith("jdbc:h2:")) {
      users = JdbcUsers.h2(users.engine());
    }
    users = drivers.isEmpty() ? users : users.drivenBy(loader(drivers));
    return jdbcUrl.isEmpty() ? users : users.at(jdbcUrl);
  }

  /** A class loader of its own, so that a driver meets none of our classes. */
  private static ClassLoader loader(List<Path> jars) {
    return new URLClassLoader(
        jars.stream().map(BuiltInFunction::url).toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path jar) {
    if (!Files.isReadable(jar)) {
      throw new IllegalArgumentException("There is no driver " + jar);
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException("A path has a URL", impossible);
    }
  }
}
