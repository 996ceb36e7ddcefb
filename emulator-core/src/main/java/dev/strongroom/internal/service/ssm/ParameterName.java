package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.HIERARCHY_LEVEL_LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Call;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a request names a parameter.
 *
 * @param path the name, without selector
 * @param selector the version or label with its colon, such as {@code :3}; null for the newest
 * @param region of an ARN; null for a name
 */
record ParameterName(String path, @Nullable String selector, @Nullable AccountRegion region) {

  /** Below it, names refer to secrets. */
  static final String REFERENCES = "/aws/reference/secretsmanager/";

  private static final String FORM =
      " (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash"
          + " symbol; each sub-path can be formed as a mix of letters, numbers and the following 3"
          + " symbols .-_";
  private static final Pattern CHARACTERS = Pattern.compile("[a-zA-Z0-9_.\\-/]+");
  private static final int LEVELS = 15;
  private static final int LONGEST_ARN = 1011;

  /** Reads a name or an ARN, with its selector. */
  static ParameterName parse(String text) {
    var name = read(text);
    if (name.path().equals("arn")) { // the ARN of something else
      throw formless();
    }
    var selector = name.selector();
    if (selector != null && (selector.length() == 1 || selector.indexOf(':', 1) > 0)) { // SSM-2
      throw VALIDATION.error(
          "Invalid parameter name. Please use correct syntax for referencing a version/label "
              + " <name>:<version/label>");
    }
    if (!name.isReference() && !isFormed(name.path())) { // SSM-6
      throw formless();
    }
    return name;
  }

  /** Reads a name or an ARN that may be malformed. */
  static ParameterName read(String text) {
    var name = text.strip(); // SSM-6
    AccountRegion region = null;
    if (name.startsWith("arn:")) {
      var parts = name.split(":", 6);
      if (parts.length == 6 && parts[2].equals("ssm") && parts[5].startsWith("parameter/")) {
        region = new AccountRegion(parts[4], parts[3]);
        name = parts[5].substring("parameter".length());
      }
    }
    int colon = name.indexOf(':');
    return colon < 0
        ? new ParameterName(name, null, region)
        : new ParameterName(name.substring(0, colon), name.substring(colon), region);
  }

  private static RuntimeException formless() {
    return VALIDATION.error("Parameter name: can't be prefixed with \"ssm\"" + FORM);
  }

  private static boolean isFormed(String path) {
    return CHARACTERS.matcher(path).matches() && !path.contains("//") && !path.equals("/");
  }

  /** Returns whether it names something in the account and Region that are called. */
  boolean isHere(Call call) {
    return region == null || region.equals(call.place());
  }

  boolean isReference() {
    return path.startsWith(REFERENCES);
  }

  /** Returns the version or label; null for the newest version. */
  @Nullable String version() {
    return selector == null ? null : selector.substring(1);
  }

  /** Returns the ARN of the parameter that this names, in the caller's account unless it is one. */
  String arn(Call call) {
    return region == null ? arn(path, call) : arn(call.caller().partition(), region, path);
  }

  static String arn(String path, Call call) {
    return arn(call.caller().partition(), call.place(), path);
  }

  static String arn(String partition, AccountRegion region, String path) {
    return "arn:%s:ssm:%s:%s:parameter/%s"
        .formatted(
            partition,
            region.region(),
            region.accountId(),
            path.startsWith("/") ? path.substring(1) : path);
  }

  /** Returns the parameter that this names; null if there is none (SSM-11). */
  @Nullable StoredParameter in(RegionParameters parameters, Call call) {
    if (!isHere(call)) {
      return null;
    }
    var found = parameters.byName().get(path);
    return found == null && region != null && path.lastIndexOf('/') == 0
        ? parameters.byName().get(path.substring(1)) // an ARN doesn't say whether it has a slash
        : found;
  }

  /** Returns the parameter that a text names, which has no selector; null if there is none. */
  static @Nullable StoredParameter find(String text, RegionParameters parameters, Call call) {
    var name = read(text);
    return name.selector() == null ? name.in(parameters, call) : null;
  }

  /** Refuses a name that no parameter can have. */
  static void requireNew(String name, Call call) {
    if (name.startsWith(REFERENCES)) { // SSM-4
      throw ACCESS_DENIED.error(
          "User: %s is not authorized to perform: ssm:PutParameter on resource: %s with an explicit deny"
              .formatted(call.caller().principalArn(), arn(name, call)));
    }
    var bare = name.startsWith("/") ? name.substring(1) : name;
    var start = bare.toLowerCase(Locale.ROOT);
    boolean isPath = bare.indexOf('/') >= 0;
    if (start.startsWith("aws") && name.startsWith("/") && isPath) { // SSM-7
      throw ACCESS_DENIED.error("No access to reserved parameter name: " + bare + ".");
    }
    if ((start.startsWith("aws") || start.startsWith("ssm")) && !isPath) { // SSM-7
      throw VALIDATION.error(
          "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
    }
    if (!name.startsWith("/") && isPath) { // SSM-6
      throw VALIDATION.error("Parameter name must be a fully qualified name");
    }
    if (start.startsWith("ssm") || !isFormed(name)) { // SSM-6, SSM-7
      throw formless();
    }
    if (name.endsWith("/")) { // SSM-6
      throw VALIDATION.error("Parameter name must not end with slash.");
    }
    if (bare.chars().filter(c -> c == '/').count() >= LEVELS) { // SSM-8
      throw HIERARCHY_LEVEL_LIMIT_EXCEEDED.error(
          "A hierarchy can have a maximum of " + LEVELS + " levels.");
    }
    if (arn(name, call).length() > LONGEST_ARN) { // SSM-8
      throw VALIDATION.error(
          "The fully qualified parameter name can have at most " + LONGEST_ARN + " characters.");
    }
  }
}
