package dev.strongroom.teaching.world;

import static dev.strongroom.teaching.world.Names.Kind.APPLICATION;
import static dev.strongroom.teaching.world.Names.Kind.DATABASE;
import static dev.strongroom.teaching.world.Names.Kind.FAULT;
import static dev.strongroom.teaching.world.Names.Kind.FUNCTION;
import static dev.strongroom.teaching.world.Names.Kind.PRINCIPAL;

import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.teaching.world.Action.Verb;
import dev.strongroom.teaching.world.Event.Kind;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads actions: a verb with what it needs, and who does it where. */
public final class Verbs {

  private static final List<String> COMMON = List.of("as", "in", "through", "context", "say");

  /** How each verb is read. */
  private static final Map<String, BiFunction<Located, Names, Verb>> TABLE = table();

  private Verbs() {}

  /**
   * Reads an action.
   *
   * @param name as the scenario calls it; null if it has none
   */
  public static Action parse(@Nullable String name, Located file, Names names) {
    var members = file.asMembers();
    var verb = members.oneOf(List.copyOf(TABLE.keySet()));
    if (verb.equals("call")) {
      members.only(
          List.of(
              "call",
              "with",
              "unchecked",
              "save",
              "times",
              "as",
              "in",
              "through",
              "context",
              "say"));
    } else if (verb.equals("use")) {
      members.only("use", "times", "every", "say");
    } else {
      members.only(Stream.concat(COMMON.stream(), Stream.of(verb)).toList());
    }
    var as = members.optionalText("as");
    if (as != null) {
      names.require(PRINCIPAL, as, members.get("as").place());
    }
    var through = members.optionalText("through");
    var read =
        switch (verb) {
          case "call" -> Call.parse(members);
          case "use" -> use(members, names);
          default -> read(verb).apply(members.get(verb), names);
        };
    return new Action(
        name == null ? verb : name,
        members.place(),
        members.text("say", name == null ? verb : name.replace('-', ' ')),
        as,
        members.optionalText("in"),
        through,
        members.members("context"),
        read);
  }

  /** The verbs that a scenario can use. */
  public static Set<String> words() {
    return TABLE.keySet();
  }

  private static BiFunction<Located, Names, Verb> read(String verb) {
    var read = TABLE.get(verb);
    if (read == null) {
      throw new IllegalStateException(verb + " is not in the table");
    }
    return read;
  }

  private static Map<String, BiFunction<Located, Names, Verb>> table() {
    var table = new LinkedHashMap<String, BiFunction<Located, Names, Verb>>();
    table.put("call", (file, names) -> Call.parse(file.asMembers()));
    table.put("use", (file, names) -> use(file.asMembers(), names));
    table.put("attach", Policies::attach);
    table.put("detach", Policies::detach);
    table.put("boundary", Policies::boundary);
    table.put("scp", Policies::controls);
    table.put("endpoint-policy", Policies::endpoint);
    table.put("add-statement", Policies::addStatement);
    table.put("remove-statement", Policies::removeStatement);
    table.put("advance", (file, names) -> advance(file));
    table.put("advance-to", (file, names) -> advanceTo(file));
    table.put("fault", Verbs::fault);
    table.put("remove-fault", Verbs::removeFault);
    table.put("outside", Verbs::outside);
    table.put("restart", Verbs::restart);
    table.put("network", Verbs::network);
    table.put("function", Verbs::function);
    table.put("assume", Verbs::assume);
    table.put("log", (file, names) -> log(file));
    table.put("replication-lag", (file, names) -> replicationLag(file.asMembers()));
    return Collections.unmodifiableMap(table);
  }

  private static Verb use(Members file, Names names) {
    var name = file.text("use");
    names.require(APPLICATION, name, file.get("use").place());
    int times = file.integer("times", 1);
    var every = file.find("every");
    var gap = every == null ? null : every.asDuration();
    return (world, action) -> {
      var application = world.applications.get(name);
      if (application == null) {
        throw file.error("there is no application '" + name + "' yet");
      }
      Outcome outcome = Outcome.OK;
      for (int i = 0; i < times; i++) {
        if (gap != null && i > 0) {
          world.aws.clock().advance(gap);
        }
        outcome = application.use(world);
      }
      return outcome;
    };
  }

  private static Verb advance(Located file) {
    var duration = file.asDuration();
    return (world, action) -> {
      world.aws.clock().advance(duration);
      world.happened(Kind.TIME, duration + " pass", Map.of("by", duration.toString()));
      return Outcome.OK;
    };
  }

  private static Verb advanceTo(Located file) {
    var instant = file.asInstant();
    return (world, action) -> {
      try {
        world.aws.clock().advanceTo(instant);
      } catch (IllegalArgumentException past) {
        throw file.error(String.valueOf(past.getMessage()));
      }
      world.happened(Kind.TIME, "it is " + instant, Map.of("to", instant.toString()));
      return Outcome.OK;
    };
  }

  private static Verb fault(Located file, Names names) {
    var spec = new FaultSpec(file.asMembers().text("name"), file.asMembers());
    return (world, action) -> {
      world.declare(spec);
      world.happened(Kind.OUTSIDE, "a fault begins: " + spec.name(), Map.of("fault", spec.name()));
      return Outcome.OK;
    };
  }

  private static Verb removeFault(Located file, Names names) {
    var name = file.asName();
    names.require(FAULT, name, file.place());
    return (world, action) -> {
      var declared = world.faults.remove(name);
      if (declared != null) {
        declared.fault().remove();
      }
      world.happened(Kind.OUTSIDE, "the fault ends: " + name, Map.of("fault", name));
      return Outcome.OK;
    };
  }

  private static Verb outside(Located file, Names names) {
    var members = file.asMembers().only("database", "user", "password");
    var host = members.text("database");
    names.require(DATABASE, host, members.get("database").place());
    var user = members.text("user");
    var password = members.text("password");
    return (world, action) -> {
      try {
        world.databases.setPassword(host, user, world.resolve(password));
      } catch (SQLException refused) {
        throw file.error("the database " + host + " refused to change the password of " + user);
      }
      world.happened(
          Kind.OUTSIDE,
          "somebody sets the password of " + user + " in " + host,
          Map.of("database", host, "user", user));
      return Outcome.OK;
    };
  }

  private static Verb restart(Located file, Names names) {
    var name = file.asName();
    names.require(APPLICATION, name, file.place());
    return (world, action) -> {
      var application = world.applications.get(name);
      if (application != null) {
        application.restart();
      }
      world.happened(Kind.OUTSIDE, name + " is started again", Map.of("application", name));
      return Outcome.OK;
    };
  }

  private static Verb network(Located file, Names names) {
    var members = file.asMembers().only("function", "reaches");
    var name = members.text("function");
    names.require(FUNCTION, name, members.get("function").place());
    var reaches = Functions.network(members.texts("reaches"));
    return (world, action) -> {
      world.functions.put(world.functions.get(name).reaching(reaches));
      world.happened(
          Kind.OUTSIDE,
          "the network of " + name + " reaches " + String.join(", ", reaches),
          Map.of("function", name, "reaches", reaches));
      return Outcome.OK;
    };
  }

  private static Verb function(Located file, Names names) {
    var members = file.asMembers().only("name", "as", "invocable");
    var name = members.text("name");
    names.require(FUNCTION, name, members.get("name").place());
    return (world, action) -> {
      var spec = world.functions.get(name);
      if (members.has("as")) {
        spec = spec.as(world.person(members.text("as")).caller());
      }
      if (members.has("invocable")) {
        spec = spec.invocable(members.flag("invocable"));
      }
      world.functions.put(spec);
      world.happened(Kind.OUTSIDE, "the function " + name + " changes", Map.of("function", name));
      return Outcome.OK;
    };
  }

  private static Verb assume(Located file, Names names) {
    var members = file.asMembers().only("role", "principal", "policy", "seconds");
    names.require(PRINCIPAL, members.text("role"), members.get("role").place());
    var principal = members.text("principal");
    return (world, action) -> {
      var role = world.person(members.text("role"));
      var policy = members.find("policy");
      var request =
          AssumeRole.of(role.caller().principalArn(), principal)
              .withPolicy(policy == null ? null : world.resolve(policy.json()).toString())
              .withDurationSeconds(
                  members.has("seconds") ? members.get("seconds").asInteger() : null);
      try {
        var answer = world.aws.execute(action.caller(world), request).result();
        var key = answer.credentials().accessKeyId();
        var caller = world.aws.caller(key, null);
        world.people.put(principal, new Person(principal, caller, null, key, Map.of(), null));
        world.saved.put(principal + ".token", answer.credentials().sessionToken().text());
        world.happened(
            Kind.CALL,
            (action.as() == null ? "administrator" : action.as()) + " calls AssumeRole: ok",
            Map.of("operation", "AssumeRole", "outcome", "ok"));
        return Outcome.OK;
      } catch (ServiceError refused) {
        var outcome = Outcome.failure(refused.code().wireName(), refused.text());
        world.happened(
            Kind.CALL,
            (action.as() == null ? "administrator" : action.as()) + " calls AssumeRole: " + outcome,
            Map.of("operation", "AssumeRole", "outcome", outcome.toString()));
        return outcome;
      }
    };
  }

  private static Verb log(Located file) {
    var line = file.asText();
    return (world, action) -> {
      world.log.add(world.resolve(line));
      world.happened(Kind.OUTSIDE, "a program writes a line to its log", Map.of("line", line));
      return Outcome.OK;
    };
  }

  private static Verb replicationLag(Members file) {
    file.only("region", "lag");
    var region = file.text("region");
    var lag = file.get("lag").asDuration();
    return (world, action) -> {
      world.aws.replicationLag(region, lag);
      world.happened(
          Kind.OUTSIDE,
          "replication to " + region + " takes " + lag,
          Map.of("region", region, "lag", lag.toString()));
      return Outcome.OK;
    };
  }
}
