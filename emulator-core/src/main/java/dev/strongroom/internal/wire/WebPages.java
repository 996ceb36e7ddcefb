package dev.strongroom.internal.wire;

import com.sun.net.httpserver.Headers;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;

/** What a browser says of the pages that send requests, and what it heeds in answers. */
public final class WebPages {

  private WebPages() {}

  /** Returns whether another site's page sends the request; a form may do so without an Origin. */
  static boolean isCrossSite(HttpRequest request) {
    return "cross-site".equalsIgnoreCase(request.header("Sec-Fetch-Site"));
  }

  /** Returns whether a browser sends the request, as far as the request says. */
  public static boolean isOfBrowser(HttpRequest request) {
    return request.header("Origin") != null || request.header("Sec-Fetch-Site") != null;
  }

  /** Returns whether a page of the server that the request is for sends the request. */
  public static boolean isOwn(HttpRequest request, String origin) {
    var site = request.header("Sec-Fetch-Site"); // absent in older browsers
    return origin.equalsIgnoreCase("http://" + request.header("Host"))
        && (site == null || site.equals("same-origin"));
  }

  /** Keeps an answer from caches, and from being read as another type than it has. */
  public static void protect(Headers headers) {
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", "no-store");
  }

  /**
   * Returns an answer that a browser hands to pages of an origin.
   *
   * @param asks whether the request asks what may be sent
   */
  public static HttpResponse readable(HttpResponse answer, String origin, boolean asks) {
    var headers = new Headers();
    headers.putAll(answer.headers());
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Vary", "Origin");
    headers.set("Access-Control-Expose-Headers", "x-amzn-RequestId");
    if (asks) {
      headers.set("Access-Control-Allow-Methods", "POST");
      headers.set("Access-Control-Allow-Headers", "*, Authorization");
    }
    return new HttpResponse(answer.status(), headers, answer.body());
  }
}
