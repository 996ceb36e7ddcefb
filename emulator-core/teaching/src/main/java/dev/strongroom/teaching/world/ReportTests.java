package dev.strongroom.teaching.world;

import dev.strongroom.report.ConfigRule;
import dev.strongroom.report.Monitoring;
import dev.strongroom.report.Usage;
import dev.strongroom.teaching.world.Look.Test;
import dev.strongroom.teaching.world.Look.Unmet;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Suggestion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be said of costs, of the rules of AWS Config, and of CloudWatch's metrics. */
final class ReportTests {

  private static final List<String> AMOUNTS = List.of("is", "at-most", "at-least");

  private static final int DAYS = 90;

  private ReportTests() {}

  /**
   * {@code {is | at-most | at-least, repeated?, secrets?, replicas?, keys?, parameters?}}: what AWS
   * would charge in dollars, rounded to cents: for what was used, or with another number of things
   * for a month and the calls repeated.
   */
  static Test costs(Located file, Names names) {
    var members =
        file.asMembers()
            .only(
                "is",
                "at-most",
                "at-least",
                "repeated",
                "secrets",
                "replicas",
                "keys",
                "advanced-parameters");
    var word = members.oneOf(AMOUNTS);
    var wanted = dollars(members.get(word));
    return world -> {
      var bill = usage(world, members).bill();
      int order = bill.total().setScale(2, RoundingMode.HALF_UP).compareTo(wanted);
      boolean holds =
          switch (word) {
            case "is" -> order == 0;
            case "at-most" -> order <= 0;
            default -> order >= 0;
          };
      return holds
          ? null
          : new Unmet(
              members.place(),
              "it costs $%s, not %s $%s\n%s"
                  .formatted(
                      bill.total().setScale(2, RoundingMode.HALF_UP),
                      word.replace('-', ' '),
                      wanted,
                      bill)
                  .replace(" not is ", " not "),
              null);
    };
  }

  private static Usage usage(World world, Members members) {
    var usage = Usage.of(world.aws, world.audit());
    if (members.has("repeated")) {
      usage = usage.repeated(members.get("repeated").asInteger());
    }
    if (members.has("secrets")) {
      usage = usage.withSecrets(members.get("secrets").asInteger());
    }
    if (members.has("replicas")) {
      usage = usage.withReplicas(members.get("replicas").asInteger());
    }
    if (members.has("keys")) {
      usage = usage.withKeys(members.get("keys").asInteger());
    }
    if (members.has("advanced-parameters")) {
      usage = usage.withAdvancedParameters(members.get("advanced-parameters").asInteger());
    }
    return usage;
  }

  private static BigDecimal dollars(Located file) {
    try {
      return new BigDecimal(file.asName()).setScale(2, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException | NumberFormatException noAmount) {
      throw file.error("expected dollars such as 15.50, but here is '" + file.asText() + "'");
    }
  }

  /**
   * {@code {rule, is, secret?, days?, hours?, keys?}}: what a rule of AWS Config says of a secret.
   */
  static Test complies(Located file, Names names) {
    var members = file.asMembers().only("rule", "is", "secret", "days", "hours", "keys");
    var secret = LabelTests.secret(members, names);
    var wanted = members.get("is").asOneOf(List.of("compliant", "non-compliant", "not-applicable"));
    return world -> {
      var rule = rule(world, members);
      if (rule == null) {
        return new Unmet(
            members.get("rule").place(),
            Suggestion.unknown(
                "AWS Config has no rule '" + members.text("rule") + "' for secrets",
                members.text("rule"),
                rules(world, members).stream().map(ConfigRule::name).distinct().toList()),
            null);
      }
      var arn = new View(world).valueOf(new Template.Reference("arn", secret, "", ""));
      for (var verdict : rule.evaluate(world.aws)) {
        var is = verdict.compliance().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (verdict.secretArn().equals(arn)) {
          return is.equals(wanted)
              ? null
              : new Unmet(
                  members.place(), secret + " is " + is + ", since " + verdict.reason(), null);
        }
      }
      return new Unmet(members.place(), secret + " is not judged", null);
    };
  }

  private static @Nullable ConfigRule rule(World world, Members members) {
    return rules(world, members).stream()
        .filter(rule -> rule.name().equals(members.text("rule")))
        .findFirst()
        .orElse(null);
  }

  private static List<ConfigRule> rules(World world, Members members) {
    var rules = new ArrayList<ConfigRule>();
    var days = members.integer("days", DAYS);
    if (members.has("hours")) {
      rules.add(ConfigRule.rotationEnabled(Duration.ofHours(members.get("hours").asInteger())));
    }
    if (members.has("days")) {
      rules.add(ConfigRule.rotationEnabled(Duration.ofDays(days)));
    }
    rules.add(ConfigRule.rotationEnabled());
    rules.add(ConfigRule.scheduledRotationSuccess());
    rules.add(ConfigRule.periodicRotation(days));
    rules.add(ConfigRule.unused(days));
    rules.add(ConfigRule.usingCmk(members.texts("keys").stream().map(world::resolve).toList()));
    return rules;
  }

  /** {@code {name, in?, is | at-most | at-least}}: the number that CloudWatch has. */
  static Test metric(Located file, Names names) {
    var members = file.asMembers().only("name", "in", "is", "at-most", "at-least");
    var name = members.text("name");
    return world -> {
      var administrator = world.aws.administrator();
      var there = administrator.in(members.text("in", administrator.region()));
      long number =
          switch (name) {
            case "ResourceCount" -> Monitoring.resourceCount(world.aws, there);
            case "AttemptsToAccessDeletedSecrets" ->
                Monitoring.readsOfDeletedSecrets(world.audit()).size();
            case "RotationFailed" -> Monitoring.failedRotations(world.audit()).size();
            default -> -1;
          };
      if (number < 0) {
        return new Unmet(members.place(), "there is no metric " + name + " of secrets", null);
      }
      var why = CallTests.count(members, number, name);
      return why == null ? null : new Unmet(members.place(), why, null);
    };
  }
}
