package dev.strongroom.local.internal.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.internal.wire.OwnPages;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the console, which anybody may read, and the token that its requests need. */
public final class ConsoleSite implements OwnPages {

  /** Where the console is on an endpoint. */
  public static final String ROOT = "/_strongroom/console/";

  private static final String REFUSAL =
      "The console's token is missing or wrong: open the address that Strongroom printed when it"
          + " started, or that Console.uri() returns";

  /** No inline script or style, nothing of another site, and in nobody's frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Has neither a percent sign nor a second dot: no path leaves the folder of the resources. */
  private static final Pattern FILE = Pattern.compile("(?:[a-z]+/)?[a-z0-9-]+\\.([a-z]+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final byte[] token;

  public ConsoleSite(String token) {
    this.token = token.getBytes(UTF_8);
  }

  /** Returns 192 random bits, as they can stand in an address. */
  public static String newToken() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public @Nullable String refusal(HttpRequest request) {
    var sent = request.header("X-Strongroom-Token");
    return sent != null && MessageDigest.isEqual(token, sent.getBytes(UTF_8)) ? null : REFUSAL;
  }

  @Override
  public @Nullable HttpResponse answer(HttpRequest request) {
    var path = request.path().split("\\?", 2)[0];
    if (path.equals("/_strongroom/console")) {
      return answer(308, Map.of("Location", List.of(ROOT)), new byte[0]);
    }
    if (!path.startsWith(ROOT)) {
      return null;
    }
    if (!request.method().equals("GET")) {
      return text(405, Map.of("Allow", List.of("GET")), "The console's files need the method GET");
    }
    var name = path.equals(ROOT) ? "index.html" : path.substring(ROOT.length());
    var file = FILE.matcher(name);
    var type = file.matches() ? TYPES.get(file.group(1)) : null;
    var content = type == null ? null : ConsoleFiles.find(name);
    if (type == null || content == null) {
      return text(404, Map.of(), "The console has no such file");
    }
    return takesGzip(request)
        ? answer(
            200,
            Map.of("Content-Type", List.of(type), "Content-Encoding", List.of("gzip")),
            content.compressed())
        : answer(200, Map.of("Content-Type", List.of(type)), content.content());
  }

  private static boolean takesGzip(HttpRequest request) {
    var accepted = request.header("Accept-Encoding");
    for (var each : accepted == null ? new String[0] : accepted.split(",")) {
      var parts = each.strip().split(";", 2);
      if (parts[0].strip().equalsIgnoreCase("gzip")) {
        return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static HttpResponse text(int status, Map<String, List<String>> more, String text) {
    var headers = new HashMap<>(more);
    headers.put("Content-Type", List.of("text/plain; charset=utf-8"));
    return answer(status, headers, text.getBytes(UTF_8));
  }

  private static HttpResponse answer(int status, Map<String, List<String>> more, byte[] body) {
    var headers = new HashMap<>(more);
    headers.put("Content-Security-Policy", List.of(POLICY));
    headers.put("Referrer-Policy", List.of("no-referrer"));
    headers.put("Cross-Origin-Opener-Policy", List.of("same-origin"));
    headers.put("Cross-Origin-Resource-Policy", List.of("same-origin"));
    return new HttpResponse(status, headers, body);
  }
}
