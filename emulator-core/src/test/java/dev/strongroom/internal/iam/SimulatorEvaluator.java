package dev.strongroom.internal.iam;

import static dev.strongroom.internal.iam.Reading.ANY_VALUE_IF_EXISTS_NEEDS_THE_KEY;
import static dev.strongroom.internal.iam.Reading.INCOMPLETE_ARNS_BY_KIND_OF_POLICY;
import static dev.strongroom.internal.iam.Reading.KEY_OF_SEVERAL_VALUES_NEEDS_SET_OPERATOR;
import static dev.strongroom.internal.iam.Reading.NOT_PRINCIPAL_SPARES_WHOM_IT_COVERS;
import static dev.strongroom.internal.iam.Reading.NO_VALUE_IS_NEVER_DIFFERENT;
import static dev.strongroom.internal.iam.Reading.NUMBERS_ARE_MILLISECONDS;
import static dev.strongroom.internal.iam.Reading.RESOURCE_TYPE_IS_LITERAL;
import static dev.strongroom.internal.iam.Reading.SEGMENTS_IGNORE_CASE;
import static dev.strongroom.internal.iam.Reading.SESSION_POLICY_LIMITS_EVERYTHING;
import static dev.strongroom.internal.iam.Reading.SOME_MISMATCHES_ARE_NOT_INVERTED;
import static dev.strongroom.internal.iam.Reading.STAR_STAYS_IN_ITS_SEGMENT;
import static dev.strongroom.internal.iam.Reading.VARIABLES_IN_EVERY_VERSION;
import static dev.strongroom.internal.iam.Reading.WILDCARDS_CROSS_COLONS_AT_THE_END;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.iam.Layer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The naive evaluator with chosen readings of the simulator. With all of them it must say what the
 * simulator says, with none what AWS's documents say: so a disagreement is explained by the
 * readings that make the difference, and by nothing else.
 */
final class SimulatorEvaluator extends NaiveEvaluator {

  /** What becomes of an ARN that lacks fields. */
  private enum Incomplete {
    COMPLETED,
    AS_WRITTEN,
    MATCHES_NOTHING
  }

  private enum Match {
    YES,
    NO,
    /** Neither listed nor known to be unlisted: the statement doesn't apply. */
    NOT_INVERTED
  }

  private static final int FIELDS = 6;
  private static final Pattern TOKEN =
      Pattern.compile("\\$\\{([^},]*)(?:, '(.*?)')?}|[*?]|.", Pattern.DOTALL);

  private final Set<Reading> readings;

  private SimulatorEvaluator(World world, Set<Reading> readings) {
    super(world);
    this.readings = readings;
  }

  static boolean allows(World world, Set<Reading> readings) {
    return new SimulatorEvaluator(world, readings).allowed();
  }

  private boolean has(Reading reading) {
    return readings.contains(reading);
  }

  @Override
  boolean limitsDirectAccess() {
    return has(SESSION_POLICY_LIMITS_EVERYTHING) && filtered(Layer.SESSION_POLICY);
  }

  @Override
  boolean hasVariables(String version) {
    return has(VARIABLES_IN_EVERY_VERSION) || super.hasVariables(version);
  }

  @Override
  boolean spares(List<String> names) {
    boolean bounded =
        !world.policies().getOrDefault(Layer.PERMISSIONS_BOUNDARY, List.of()).isEmpty();
    if (!has(NOT_PRINCIPAL_SPARES_WHOM_IT_COVERS) || bounded) {
      return super.spares(names);
    }
    var caller = world.caller();
    return names.contains(caller)
        || names.contains(roleOf(caller))
        || names.contains(account(caller));
  }

  @Override
  Instant instant(String text) {
    return has(NUMBERS_ARE_MILLISECONDS) && text.matches("[0-9]+")
        ? Instant.ofEpochMilli(Long.parseLong(text))
        : super.instant(text);
  }

  @Override
  boolean condition(
      String operator, List<String> actual, List<String> expected, boolean variables) {
    if (has(ANY_VALUE_IF_EXISTS_NEEDS_THE_KEY)
        && operator.startsWith("ForAnyValue:")
        && actual.isEmpty()) {
      return false;
    }
    if (has(NO_VALUE_IS_NEVER_DIFFERENT)
        && operator.contains("Not")
        && !actual.isEmpty()
        && variables
        && expected.stream().anyMatch(this::lacksValue)) {
      return false;
    }
    return super.condition(operator, actual, expected, variables);
  }

  @Override
  boolean keyCondition(
      String operator, String key, List<String> actual, List<String> expected, boolean variables) {
    return !(has(KEY_OF_SEVERAL_VALUES_NEEDS_SET_OPERATOR)
            && key.toLowerCase(Locale.ROOT).equals("aws:tagkeys")
            && !actual.isEmpty()
            && !operator.startsWith("For")
            && !operator.equals("Null"))
        && super.keyCondition(operator, key, actual, expected, variables);
  }

  private boolean lacksValue(String text) {
    var token = TOKEN.matcher(text);
    while (token.find()) {
      if (token.group(1) != null && token.group(2) == null && values(token.group(1)).size() != 1) {
        return true;
      }
    }
    return false;
  }

  @Override
  boolean resourceApplies(JsonNode statement, boolean variables, Layer layer) {
    if (statement.has("Resource")) {
      return list(statement.get("Resource")).stream()
          .anyMatch(pattern -> match(pattern, variables, layer) == Match.YES);
    }
    return list(statement.get("NotResource")).stream()
        .map(pattern -> match(pattern, variables, layer))
        .allMatch(
            match ->
                match == Match.NO
                    || (match == Match.NOT_INVERTED && !has(SOME_MISMATCHES_ARE_NOT_INVERTED)));
  }

  private Match match(String written, boolean variables, Layer layer) {
    if (written.equals("*")) {
      return Match.YES;
    }
    int missing = FIELDS - written.replaceAll("\\$\\{.*?}", "").split(":", -1).length;
    var pattern = written;
    if (missing > 0) {
      var incomplete = incomplete(written, layer);
      if (incomplete == Incomplete.MATCHES_NOTHING) {
        return layer == Layer.RESOURCE_POLICY || layer == Layer.KEY_POLICY
            ? Match.NO
            : Match.NOT_INVERTED;
      }
      pattern = incomplete == Incomplete.COMPLETED ? written + ":*".repeat(missing) : written;
    }
    if (Pattern.matches(regex(pattern, variables, false), world.resource())) {
      return Match.YES;
    }
    boolean onlyTheVariable =
        variables
            && lacksValue(pattern)
            && Pattern.matches(regex(pattern, variables, true), world.resource());
    return missing > 0 || onlyTheVariable ? Match.NOT_INVERTED : Match.NO;
  }

  private Incomplete incomplete(String arn, Layer layer) {
    boolean guards = layer == Layer.RESOURCE_POLICY || layer == Layer.KEY_POLICY;
    boolean controls = layer == Layer.RESOURCE_CONTROL_POLICY;
    if (!has(INCOMPLETE_ARNS_BY_KIND_OF_POLICY)) {
      return guards || controls ? Incomplete.AS_WRITTEN : Incomplete.COMPLETED;
    }
    boolean valid =
        switch (layer) {
          case RESOURCE_CONTROL_POLICY -> false;
          case SERVICE_CONTROL_POLICY -> arn.endsWith("*");
          case RESOURCE_POLICY, KEY_POLICY -> arn.contains("*");
          default -> true;
        };
    return valid ? Incomplete.COMPLETED : Incomplete.MATCHES_NOTHING;
  }

  /**
   * Returns the expression for an ARN.
   *
   * @param beforeVariable whether to stop where a variable has no value, and accept the rest
   */
  private String regex(String arn, boolean variables, boolean beforeVariable) {
    var regex = new StringBuilder();
    var token = TOKEN.matcher(arn);
    int field = 1;
    boolean inType = true; // the last field begins with the resource's type
    while (token.find()) {
      var text = token.group();
      boolean last = field == FIELDS;
      if (token.group(1) != null && variables) {
        var values = values(token.group(1));
        boolean known = values.size() == 1;
        if (!known && token.group(2) == null) {
          return beforeVariable ? regex + ".*" : "(?!)";
        }
        regex.append(Pattern.quote(known ? values.get(0) : token.group(2)));
      } else if (last && inType && has(RESOURCE_TYPE_IS_LITERAL) && endsType(arn, token.start())) {
        regex.append(Pattern.quote(text));
      } else if (text.equals("*")) {
        boolean ends = token.end() == arn.length() || arn.charAt(token.end()) == ':';
        boolean crosses =
            last
                ? ends || has(WILDCARDS_CROSS_COLONS_AT_THE_END)
                : ends && !has(STAR_STAYS_IN_ITS_SEGMENT);
        regex.append(crosses ? ".*" : "[^:]*");
      } else if (text.equals("?")) {
        regex.append(last && has(WILDCARDS_CROSS_COLONS_AT_THE_END) ? "." : "[^:]");
      } else {
        boolean ignoresCase = !last && has(SEGMENTS_IGNORE_CASE);
        regex.append(ignoresCase ? "(?i:" + Pattern.quote(text) + ")" : Pattern.quote(text));
      }
      inType = inType && !(last && (text.equals("/") || text.equals(":")));
      field += !last && text.equals(":") ? 1 : 0;
    }
    return regex.toString();
  }

  /** Whether the resource's type, if the ARN has one, ends at or after a position. */
  private static boolean endsType(String arn, int position) {
    return arn.indexOf('/', position) >= 0 || arn.indexOf(':', position) >= 0;
  }
}
