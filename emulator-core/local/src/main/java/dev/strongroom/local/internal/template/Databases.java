package dev.strongroom.local.internal.template;

import dev.strongroom.internal.seed.NodeType;
import dev.strongroom.internal.seed.TreeBuilder;
import java.util.Locale;

/**
 * The databases to which a template attaches secrets. They are not emulated: where they are, the
 * loader says, else they have names as RDS makes them.
 */
final class Databases {

  private Databases() {}

  /** Adds what SecretTargetAttachment adds to a secret's JSON (CF-5). */
  static void describe(Stack stack, Resource database, TreeBuilder json) {
    var node = database.node();
    json.put("engine", engine(stack, database));
    json.put("host", host(stack, database));
    json.put("port", TreeBuilder.scalar(node, NodeType.NUMBER, "" + port(stack, database)));
    var name = stack.text(database, isInstance(database) ? "DBName" : "DatabaseName");
    if (name == null && database.type().equals("AWS::Redshift::Cluster")) {
      name = stack.text(database, "DBName");
    }
    if (name != null) {
      json.put("dbname", name);
    }
    json.put(
        isInstance(database) ? "dbInstanceIdentifier" : "dbClusterIdentifier",
        identifier(stack, database));
  }

  private static boolean isInstance(Resource database) {
    return database.type().endsWith("::DBInstance");
  }

  static String identifier(Stack stack, Resource database) {
    var property =
        isInstance(database)
            ? "DBInstanceIdentifier"
            : database.type().equals("AWS::Redshift::Cluster")
                ? "ClusterIdentifier"
                : "DBClusterIdentifier";
    return stack.physicalName(database, property).toLowerCase(Locale.ROOT);
  }

  static String host(Stack stack, Resource database) {
    var target = stack.loader.targets().get(database.id());
    if (target != null) {
      int colon = target.lastIndexOf(':');
      return colon < 0 ? target : target.substring(0, colon);
    }
    var service = database.type().equals("AWS::Redshift::Cluster") ? "redshift" : "rds";
    return "%s.%s.%s.amazonaws.com"
        .formatted(identifier(stack, database), stack.loader.region(), service);
  }

  static int port(Stack stack, Resource database) {
    var target = stack.loader.targets().get(database.id());
    var written = target != null && target.contains(":") ? target : stack.text(database, "Port");
    if (written != null) {
      var number = written.substring(written.lastIndexOf(':') + 1);
      if (number.matches("[0-9]{1,5}")) {
        return Integer.parseInt(number);
      }
      throw database.node().error("has the port '" + number + "', which is no number");
    }
    return switch (engine(stack, database)) {
      case "postgres" -> 5432;
      case "oracle" -> 1521;
      case "sqlserver" -> 1433;
      case "mongo" -> 27017;
      case "redshift" -> 5439;
      case "db2" -> 50000;
      default -> 3306;
    };
  }

  /** As secrets have it, which is not as RDS has it. */
  private static String engine(Stack stack, Resource database) {
    if (database.type().startsWith("AWS::DocDB::")) {
      return "mongo";
    }
    if (database.type().startsWith("AWS::Redshift")) {
      return "redshift";
    }
    var engine = stack.requiredText(database, "Engine").toLowerCase(Locale.ROOT);
    if (engine.contains("postgres")) {
      return "postgres";
    }
    if (engine.startsWith("aurora") || engine.equals("mysql")) {
      return "mysql";
    }
    int dash = engine.indexOf('-');
    return dash < 0 ? engine : engine.substring(0, dash);
  }
}
