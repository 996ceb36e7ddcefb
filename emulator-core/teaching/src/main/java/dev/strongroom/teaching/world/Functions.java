package dev.strongroom.teaching.world;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.rotation.DatabaseLogin;
import dev.strongroom.rotation.DatabaseRotation;
import dev.strongroom.rotation.JdbcUsers;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationFunction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rotation functions of a world, each in a network of its own. */
final class Functions {

  /** What a function can rotate. */
  static final List<String> KINDS =
      List.of("single-user", "alternating-users", "password", "template");

  /** Stands for the API of Secrets Manager among what a network reaches. */
  static final String API = "api";

  /**
   * A rotation function.
   *
   * @param database whose users it rotates; null if it has none
   * @param role with whose rights it calls; null for those of the administrator
   * @param reaches the databases, and {@link #API}; null if it reaches everything
   */
  record Spec(
      String name,
      String kind,
      @Nullable String database,
      @Nullable Caller role,
      boolean invocable,
      @Nullable Set<String> reaches) {

    boolean canReach(String what) {
      return reaches == null || reaches.contains(what);
    }

    Spec reaching(Set<String> others) {
      return new Spec(name, kind, database, role, invocable, others);
    }

    Spec as(Caller otherRole) {
      return new Spec(name, kind, database, otherRole, invocable, reaches);
    }

    Spec invocable(boolean may) {
      return new Spec(name, kind, database, role, may, reaches);
    }
  }

  private final SecretsEmulator aws;
  private final Databases databases;
  private final Map<String, Spec> specs = new LinkedHashMap<>();

  Functions(SecretsEmulator aws, Databases databases) {
    this.aws = aws;
    this.databases = databases;
  }

  void takeFrom(Functions others) {
    others.specs.values().forEach(this::put);
  }

  Spec get(String name) {
    var spec = specs.get(name);
    if (spec == null) {
      throw new IllegalArgumentException("There is no function '" + name + "'");
    }
    return spec;
  }

  String arn(String name) {
    var owner = aws.administrator();
    return "arn:%s:lambda:%s:%s:function:%s"
        .formatted(owner.partition(), owner.region(), owner.accountId(), get(name).name());
  }

  /** Puts a function in place, instead of an earlier one of that name. */
  void put(Spec spec) {
    specs.put(spec.name(), spec);
    var function = LambdaFunction.of(arn(spec.name()), code(spec));
    if (spec.role() != null) {
      function = function.as(spec.role());
    }
    aws.register(spec.invocable() ? function : function.withoutPermission());
  }

  private RotationFunction code(Spec spec) {
    var code =
        switch (spec.kind()) {
          case "single-user" ->
              DatabaseRotation.singleUser(databases.users(host(spec), inNetwork(spec)));
          case "alternating-users" ->
              DatabaseRotation.alternatingUsers(databases.users(host(spec), inNetwork(spec)));
          case "password" -> new PasswordRotation();
          default -> template(new PasswordRotation());
        };
    return spec.canReach(API)
        ? code
        : (event, service) -> code.rotate(event, new Unreachable(service.caller()));
  }

  private static String host(Spec spec) {
    if (spec.database() == null) {
      throw new IllegalArgumentException(
          "A function of kind " + spec.kind() + " names the 'database' whose users it rotates");
    }
    return spec.database();
  }

  private JdbcUsers.Connector inNetwork(Spec spec) {
    return login -> connect(spec, login);
  }

  private Connection connect(Spec spec, DatabaseLogin login) throws SQLException {
    if (!spec.canReach(login.host())) {
      throw new SQLException("Connection to " + login.host() + " timed out");
    }
    return databases.connect(login);
  }

  /** AWS's generic template, before somebody fills in its middle steps (FN-7). */
  private static RotationFunction template(RotationFunction rest) {
    return (RotationEvent event, ServiceClient service) -> {
      switch (event.step()) {
        case SET_SECRET, TEST_SECRET ->
            throw new UnsupportedOperationException("NotImplementedError");
        default -> rest.rotate(event, service);
      }
    };
  }

  static Set<String> network(List<String> names) {
    return new LinkedHashSet<>(names);
  }

  /** The service, for a function whose network has no way to it. */
  private record Unreachable(Caller caller) implements ServiceClient {

    @Override
    public <Q extends Request<R>, R extends Record> R call(Q request) {
      throw new IllegalStateException(
          "Connect timeout on endpoint URL: \"https://secretsmanager."
              + caller.region()
              + ".amazonaws.com/\"");
    }
  }
}
