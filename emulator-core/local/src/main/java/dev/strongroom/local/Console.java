package dev.strongroom.local;

import dev.strongroom.internal.wire.EndpointInternals;
import dev.strongroom.local.internal.console.ConsoleSite;
import dev.strongroom.wire.Endpoint;
import java.net.URI;

/**
 * A page at {@code /_strongroom/console/} of an endpoint, on which people see and change what
 * happens in an emulator.
 *
 * <p>It is served to browsers of the endpoint's own address only. What changes something or reads a
 * value needs a token, which is part of the address that {@link #uri} returns.
 *
 * <pre>{@code
 * try (var endpoint = Endpoint.start(aws, 4566)) {
 *   var console = Console.on(endpoint);
 *   System.out.println(console.uri());
 * }
 * }</pre>
 */
public final class Console {

  private final URI uri;
  private final String token;

  private Console(URI uri, String token) {
    this.uri = uri;
    this.token = token;
  }

  /**
   * Adds a console to an endpoint, until that is closed.
   *
   * @throws IllegalStateException if it has one already
   */
  public static Console on(Endpoint endpoint) {
    var token = ConsoleSite.newToken();
    EndpointInternals.serve(endpoint, new ConsoleSite(token));
    return new Console(endpoint.uri().resolve(ConsoleSite.ROOT), token);
  }

  /** Returns the address to open, with its token, which is enough to read every secret. */
  public URI uri() {
    return uri.resolve("#token=" + token);
  }

  /** Returns the address without its token. */
  @Override
  public String toString() {
    return "Console[" + uri + "]";
  }
}
