package dev.strongroom.local.internal.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;

/** A parameter of a query, decoded. */
record Parameter(String name, String value) {

  /** Returns the parameters of a target, in their order. */
  static List<Parameter> of(URI target) {
    var parameters = new ArrayList<Parameter>();
    var query = target.getRawQuery() == null ? "" : target.getRawQuery();
    for (var each : query.split("&", -1)) {
      if (!each.isEmpty()) {
        int end = each.indexOf('=');
        parameters.add(
            end < 0
                ? new Parameter(decoded(each), "")
                : new Parameter(decoded(each.substring(0, end)), decoded(each.substring(end + 1))));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
