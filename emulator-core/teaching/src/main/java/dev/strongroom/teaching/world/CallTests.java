package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.teaching.world.Look.Test;
import dev.strongroom.teaching.world.Look.Unmet;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said of calls, of who may make them, and of the applications that do. */
final class CallTests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> COUNTS = List.of("is", "at-most", "at-least");

  private CallTests() {}

  /**
   * {@code {of, by?, on?, failed-with?, since?, is | at-most | at-least, record?}}: how many
   * records the audit has, and what the latest says to CloudTrail.
   */
  static Test calls(Located file, Names names) {
    var members =
        file.asMembers()
            .only("of", "by", "on", "failed-with", "since", "is", "at-most", "at-least", "record");
    var by = members.find("by");
    if (by != null) {
      names.require(Names.Kind.PRINCIPAL, by.asName(), by.place());
    }
    if (COUNTS.stream().noneMatch(members::has) && !members.has("record")) {
      throw members.error("say how many: " + String.join(", ", COUNTS));
    }
    return world -> {
      var log = selected(world, members);
      var why = count(members, log.size(), members.text("of"));
      if (why == null && members.has("record")) {
        why =
            log.isEmpty()
                ? "there is no such record"
                : recordDifference(world, members, log.last());
      }
      return why == null ? null : new Unmet(members.place(), why, null);
    };
  }

  private static AuditLog selected(World world, Members members) {
    var log = world.audit().of(members.text("of"));
    if (members.has("by")) {
      log = log.by(world.person(members.text("by")).caller().principalArn());
    }
    if (members.has("on")) {
      log = log.on(world.resolve(members.text("on")));
    }
    if (members.has("failed-with")) {
      log = log.failedWith(members.text("failed-with"));
    }
    return members.has("since") ? log.since(members.get("since").asInstant()) : log;
  }

  private static @Nullable String recordDifference(
      World world, Members members, AuditRecord record) {
    return Match.difference(
        "", world.resolve(members.get("record").json()), JSON.valueToTree(record.cloudTrail()));
  }

  /** {@code {of, is | at-most | at-least}}: how many events of a name EventBridge got. */
  static Test events(Located file, Names names) {
    var members = file.asMembers().only("of", "is", "at-most", "at-least");
    var of = members.text("of");
    return world -> {
      long count = world.delivered().stream().filter(of::equals).count();
      var why = count(members, count, of);
      return why == null ? null : new Unmet(members.place(), why, null);
    };
  }

  /** Why a number is not the one that is wanted; null if it is. */
  static @Nullable String count(Members members, long actual, String what) {
    for (var name : COUNTS) {
      if (members.has(name)) {
        long wanted = members.get(name).asInteger();
        boolean holds =
            switch (name) {
              case "is" -> actual == wanted;
              case "at-most" -> actual <= wanted;
              default -> actual >= wanted;
            };
        if (!holds) {
          return "%d times %s, not %s %d".formatted(actual, what, name.replace('-', ' '), wanted);
        }
      }
    }
    return null;
  }

  /**
   * {@code {as, call, with, in?, through?, is: allowed | denied, layer?, explains?}}: whether a
   * call could be made, without making it.
   */
  static Test access(Located file, Names names) {
    var members =
        file.asMembers()
            .only("as", "call", "with", "in", "through", "context", "is", "layer", "explains");
    var call = new LinkedHashMap<>(members.values());
    call.keySet().removeAll(List.of("is", "layer", "explains"));
    var action = Verbs.parse(null, new Members(members.place(), call, members.keys()), names);
    boolean allowed = members.get("is").asOneOf(List.of("allowed", "denied")).equals("allowed");
    return world -> {
      try (var fork = world.fork()) {
        var outcome = action.verb().perform(fork, action);
        var refusal = outcome.refusal();
        boolean denied = refusal != null;
        if (denied == allowed) {
          return new Unmet(
              members.place(),
              "%s %s call %s"
                  .formatted(
                      members.text("as", "administrator"),
                      denied ? "may not" : "may",
                      members.text("call")),
              outcome);
        }
        if (members.has("layer") && !members.text("layer").equals(outcome.layer())) {
          return new Unmet(
              members.place(), "the refusal is one by the " + outcome.layer(), outcome);
        }
        if (members.has("explains")
            && !outcome.access().toString().contains(world.resolve(members.text("explains")))) {
          return new Unmet(members.place(), "the explanation is " + outcome.access(), outcome);
        }
        return null;
      }
    };
  }

  /**
   * {@code {name, logins?, failed-logins?}}: how often an application got in, and how often not.
   */
  static Test application(Located file, Names names) {
    var members = file.asMembers().only("name", "logins", "failed-logins");
    var name = members.text("name");
    names.require(Names.Kind.APPLICATION, name, members.get("name").place());
    return world -> {
      var application = world.applications.get(name);
      if (application == null) {
        return new Unmet(members.place(), "there is no application " + name, null);
      }
      if (members.has("logins") && members.get("logins").asInteger() != application.logins()) {
        return new Unmet(
            members.place(), name + " logged in " + application.logins() + " times", null);
      }
      if (members.has("failed-logins")
          && members.get("failed-logins").asInteger() != application.failedLogins()) {
        return new Unmet(
            members.place(), name + " was refused " + application.failedLogins() + " times", null);
      }
      return null;
    };
  }

  /** Whether a program's log shows a secret value. */
  static Test leaks(Located file, Names names) {
    boolean wanted = file.asBoolean();
    return world -> {
      var values = world.aws.values();
      boolean leaks =
          world.log.stream()
              .anyMatch(
                  line ->
                      values.stream()
                          .flatMap(stored -> Values.secrets(stored.value()).stream())
                          .anyMatch(line::contains));
      return leaks == wanted
          ? null
          : new Unmet(
              file.place(),
              leaks ? "the log shows a secret value" : "the log shows no value",
              null);
    };
  }
}
