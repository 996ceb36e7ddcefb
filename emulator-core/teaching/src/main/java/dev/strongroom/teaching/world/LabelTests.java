package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.strongroom.rotation.DatabaseLogin;
import dev.strongroom.teaching.world.Look.Test;
import dev.strongroom.teaching.world.Look.Unmet;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/** What can be said of a secret's labels and values. */
final class LabelTests {

  private LabelTests() {}

  /** The secret that a test names, or the world's only one. */
  static String secret(Members file, Names names) {
    var secret = file.find("secret");
    if (secret != null) {
      names.require(Names.Kind.SECRET, secret.asName(), secret.place());
      return secret.asName();
    }
    var all = names.of(Names.Kind.SECRET);
    if (all.size() != 1) {
      throw file.error("name the 'secret': there are " + all.size());
    }
    return all.iterator().next();
  }

  /**
   * {@code {AWSPENDING: absent, AWSCURRENT: "${first}"}}: where labels are: {@code absent}, {@code
   * present}, a version's id, or another label on the same version.
   */
  static Test labels(Located file, Names names) {
    var members = file.asMembers();
    var secret = secret(members, names);
    var labels = members.names().stream().filter(name -> !name.equals("secret")).toList();
    return world -> {
      var actual = new View(world).labels(secret);
      for (var label : labels) {
        var wanted = world.resolve(members.text(label));
        var version = actual.get(label);
        boolean holds =
            switch (wanted) {
              case "absent" -> version == null;
              case "present" -> version != null;
              default -> version != null && version.equals(actual.getOrDefault(wanted, wanted));
            };
        if (!holds) {
          return new Unmet(
              members.get(label).place(),
              "%s of %s is %s"
                  .formatted(label, secret, version == null ? "on no version" : "on " + version),
              null);
        }
      }
      return null;
    };
  }

  /** {@code {AWSCURRENT: true}}: whether the value that a label is on logs in. */
  static Test logsIn(Located file, Names names) {
    var members = file.asMembers();
    var secret = secret(members, names);
    var labels = members.names().stream().filter(name -> !name.equals("secret")).toList();
    return world -> {
      for (var label : labels) {
        boolean wanted = members.get(label).asBoolean();
        var value = new View(world).value(secret, world.resolve(label));
        if ((value != null && world.opens(value)) != wanted) {
          return new Unmet(
              members.get(label).place(),
              "%s of %s %s".formatted(label, secret, wanted ? "does not log in" : "still logs in"),
              null);
        }
      }
      return null;
    };
  }

  /** {@code {database, user, password, is}}: whether a password opens a database. */
  static Test opens(Located file, Names names) {
    var members = file.asMembers().only("database", "user", "password", "is");
    var host = members.text("database");
    names.require(Names.Kind.DATABASE, host, members.get("database").place());
    boolean wanted = members.get("is").asBoolean();
    return world -> {
      var login =
          new DatabaseLogin(
              host, 0, null, members.text("user"), world.resolve(members.text("password")), null);
      boolean opened;
      try (var connection = world.databases.connect(login)) {
        opened = connection.isValid(0);
      } catch (SQLException refused) {
        opened = false;
      }
      return opened == wanted
          ? null
          : new Unmet(
              members.place(),
              "%s %s %s".formatted(host, opened ? "opens for" : "refuses", login.username()),
              null);
    };
  }

  /** {@code {secret, in?, result, absent}}: what DescribeSecret answers. */
  static Test describes(Located file, Names names) {
    var members = file.asMembers().only("secret", "in", "result", "absent");
    var secret = secret(members, names);
    var expected = new LinkedHashMap<>(members.values());
    expected.keySet().retainAll(List.of("result", "absent"));
    var expectation =
        Expectation.parse(new Members(members.place(), expected, members.keys()), names);
    return world -> {
      var aws = world.aws.fork();
      var administrator = aws.administrator();
      var outcome =
          Calls.send(
              aws,
              administrator.in(members.text("in", administrator.region())),
              Objects.requireNonNull(Calls.find("DescribeSecret")),
              JsonNodeFactory.instance.objectNode().put("SecretId", secret));
      var difference = expectation.difference(world, outcome);
      return difference == null
          ? null
          : new Unmet(members.place(), secret + ": " + difference, null);
    };
  }
}
