package dev.strongroom.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an environment means for the SDKs that run in it. */
final class Diagnosis {

  private static final Pattern REAL_KEY = Pattern.compile("A[KS]IA[A-Z2-7]{16}");

  private final String endpoint;
  private final Map<String, String> environment;
  private final List<Finding> findings = new ArrayList<>();

  /** One sentence, and whether something has to be done about it. */
  record Finding(boolean isProblem, String text) {
    @Override
    public String toString() {
      return (isProblem ? "!!  " : "ok  ") + text;
    }
  }

  Diagnosis(String endpoint, Map<String, String> environment) {
    this.endpoint = endpoint;
    this.environment = environment;
  }

  /**
   * Everything there is to say.
   *
   * @param health what the health page answered; null if nothing listens
   */
  List<Finding> of(Server.@Nullable Answer health, List<Tool> tools) {
    var region = service(health);
    for (var service : Env.services()) {
      endpointOf(service);
    }
    if (is("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")) {
      problem("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true: SDKs ignore the endpoints. Unset it");
    }
    credentials();
    region(region);
    proxy();
    tools.forEach(this::tool);
    return findings;
  }

  /** The Region of the service that is up; null if it isn't. */
  private @Nullable String service(Server.@Nullable Answer health) {
    if (health == null) {
      problem("Nothing listens on " + endpoint + ": start it with strongroom start");
      return null;
    }
    if (!health.isStrongroom()) {
      problem(
          "What listens on "
              + endpoint
              + " is not Strongroom: end it, or use another --port for both commands");
      return null;
    }
    var version = health.body().path("version").asText("");
    if (version.equals(Main.version())) {
      ok("Strongroom " + version + " listens on " + endpoint);
    } else {
      problem(
          "Strongroom %s listens on %s, but this command is of version %s: restart one of them"
              .formatted(version, endpoint, Main.version()));
    }
    JsonNode region = health.body().path("region");
    return region.asText();
  }

  private void endpointOf(String service) {
    var variable = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT);
    var set = environment.containsKey(variable) ? variable : "AWS_ENDPOINT_URL";
    var value = environment.get(set);
    if (value == null) {
      problem(variable + " is not set: SDKs of this shell call AWS. eval \"$(strongroom env)\"");
    } else if (value.replaceFirst("/+$", "").equals(endpoint)) {
      ok(set + " leads " + service + " here");
    } else {
      problem(set + " leads " + service + " to " + withoutUser(value) + ", not to " + endpoint);
    }
  }

  private void credentials() {
    var key = environment.get("AWS_ACCESS_KEY_ID");
    if (environment.containsKey("AWS_PROFILE")) {
      problem(
          "AWS_PROFILE is set: its Region, endpoint and credentials count for some SDKs. Unset it,"
              + " or use one of strongroom env --profile");
    } else if (key == null) {
      problem("AWS_ACCESS_KEY_ID is not set: SDKs fail before they call. Any value will do");
    } else if (REAL_KEY.matcher(key).matches()) {
      problem(
          "AWS_ACCESS_KEY_ID looks like one of a real account: where an endpoint is missed, AWS is"
              + " called with it. Use 'test'");
    } else {
      ok("AWS_ACCESS_KEY_ID is of no real account");
    }
  }

  private void region(@Nullable String ofTheService) {
    var region = environment.get("AWS_REGION");
    var forPython = environment.get("AWS_DEFAULT_REGION");
    if (region == null && forPython == null) {
      problem("AWS_REGION and AWS_DEFAULT_REGION are not set: SDKs fail before they call");
    } else if (region == null) {
      problem("AWS_REGION is not set: the SDKs for Java and JavaScript read no other variable");
    } else if (forPython == null) {
      problem("AWS_DEFAULT_REGION is not set: boto3 and the AWS CLI read no other variable");
    } else if (!region.equals(forPython)) {
      problem("AWS_REGION is " + region + ", but AWS_DEFAULT_REGION is " + forPython);
    } else if (ofTheService != null && !region.equals(ofTheService)) {
      problem(
          "AWS_REGION is "
              + region
              + ", but seeds without a Region are in "
              + ofTheService
              + ": secrets of one are not found in the other");
    } else {
      ok("AWS_REGION is " + region);
    }
  }

  private void proxy() {
    for (var name : List.of("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")) {
      var host = String.valueOf(URI.create(endpoint).getHost());
      var exceptions =
          environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
      if (environment.containsKey(name) && !List.of(exceptions.split("\\s*,\\s*")).contains(host)) {
        problem(name + " is set: requests go to the proxy. Add " + host + " to NO_PROXY");
        return;
      }
    }
  }

  private void tool(Tool tool) {
    var name = tool.name() + " " + tool.version();
    if (tool.readsEndpointVariables()) {
      ok(name + " reads AWS_ENDPOINT_URL_SECRETS_MANAGER");
    } else {
      problem(
          name
              + " is older than AWS_ENDPOINT_URL_SECRETS_MANAGER: pass "
              + tool.option()
              + endpoint);
    }
  }

  private boolean is(String variable, String value) {
    return value.equalsIgnoreCase(environment.get(variable));
  }

  private static String withoutUser(String url) {
    return url.replaceFirst("//[^/@]*@", "//");
  }

  private void ok(String text) {
    findings.add(new Finding(false, text));
  }

  private void problem(String text) {
    findings.add(new Finding(true, text));
  }
}
