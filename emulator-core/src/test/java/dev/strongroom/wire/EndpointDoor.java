package dev.strongroom.wire;

import dev.strongroom.api.Request;
import dev.strongroom.contract.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A way in over a connection to an endpoint, which is kept alive. */
public final class EndpointDoor implements Door {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI uri;
  private final HttpDoor door = new HttpDoor(this::sent);

  public EndpointDoor(URI uri) {
    this.uri = uri;
  }

  @Override
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    return door.call(request);
  }

  private HttpResponse sent(HttpRequest request) {
    var sending = java.net.http.HttpRequest.newBuilder(uri.resolve(request.path()));
    request.headers().forEach((name, values) -> values.forEach(v -> sending.header(name, v)));
    sending.method(request.method(), BodyPublishers.ofByteArray(request.body()));
    try {
      var answer = CLIENT.send(sending.build(), BodyHandlers.ofByteArray());
      return new HttpResponse(answer.statusCode(), answer.headers().map(), answer.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
