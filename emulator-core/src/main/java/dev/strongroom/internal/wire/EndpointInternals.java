package dev.strongroom.internal.wire;

import dev.strongroom.wire.Endpoint;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What our own modules may do with an endpoint, and users may not. */
public final class EndpointInternals {

  private static volatile @Nullable BiConsumer<Endpoint, OwnPages> pages;

  private EndpointInternals() {}

  /** Installs the way in; {@link Endpoint} does so when it is loaded. */
  public static void install(BiConsumer<Endpoint, OwnPages> serve) {
    pages = serve;
  }

  /**
   * Makes an endpoint serve pages of its own.
   *
   * @throws IllegalStateException if it serves some already
   */
  public static void serve(Endpoint endpoint, OwnPages own) {
    Objects.requireNonNull(pages).accept(endpoint, own);
  }
}
