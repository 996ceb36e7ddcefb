package dev.strongroom.local.internal.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.internal.wire.LoopbackServer;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers in plain text, without a Content-Type, to who knows a token. */
abstract class TokenSite implements LoopbackServer.Site {

  private final byte[] token;

  TokenSite(String token) {
    this.token = token.getBytes(UTF_8);
  }

  /** Returns the body of a value. */
  abstract String value(HttpRequest request, URI target) throws AgentError;

  @Override
  public HttpResponse answer(HttpRequest request, URI target) {
    try {
      return text(200, value(request, target));
    } catch (AgentError error) {
      return text(error.status(), error.body());
    }
  }

  @Override
  public HttpResponse refusal(LoopbackServer.Refusal reason) {
    return text(
        reason.status(),
        reason == LoopbackServer.Refusal.FAILURE
            ? AgentBody.ofError(reason.type(), null, 3) // AG-5
            : reason.message());
  }

  boolean isToken(@Nullable String sent) {
    return sent != null && MessageDigest.isEqual(token, sent.getBytes(UTF_8));
  }

  private static HttpResponse text(int status, String body) {
    return new HttpResponse(status, Map.of(), body.getBytes(UTF_8));
  }
}
