package dev.strongroom.internal.wire;

import dev.strongroom.wire.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom a request's signature names, and for which Region and service (CAL-1, CAL-2). */
record Credentials(
    @Nullable String accessKeyId, @Nullable String region, @Nullable String service) {

  private static final Credentials NONE = new Credentials(null, null, null);

  private static final String IN_HEADER = "Credential=";

  /** In the query of a presigned request, where slashes are encoded. */
  private static final Pattern QUERY = Pattern.compile("[?&]X-Amz-Credential=([^&]*)");

  static Credentials of(HttpRequest request) {
    var header = request.header("Authorization");
    int signed = header == null ? -1 : header.indexOf(IN_HEADER);
    if (header != null && signed >= 0) {
      return parse(word(header, signed + IN_HEADER.length()));
    }
    var presigned = QUERY.matcher(request.path());
    return presigned.find() ? parse(decoded(presigned.group(1))) : NONE;
  }

  private static String word(String header, int start) {
    int end = start;
    while (end < header.length()
        && header.charAt(end) != ','
        && !Character.isWhitespace(header.charAt(end))) {
      end++;
    }
    return header.substring(start, end);
  }

  /** {@code <key id>/<date>/<Region>/<service>/aws4_request}; SigV4A has no Region. */
  private static Credentials parse(String scope) {
    var parts = scope.split("/", -1);
    return new Credentials(
        parts[0],
        parts.length == 5 ? region(parts[2]) : null,
        parts.length > 3 ? parts[parts.length - 2] : null);
  }

  /** Returns the Region that a partition's services without Regions are called in, as IAM is. */
  private static String region(String scope) {
    return switch (scope) {
      case "aws-global" -> "us-east-1";
      case "aws-cn-global" -> "cn-north-1";
      case "aws-us-gov-global" -> "us-gov-west-1";
      default -> scope;
    };
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
