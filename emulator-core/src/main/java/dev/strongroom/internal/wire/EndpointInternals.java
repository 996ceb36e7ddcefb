package dev.strongroom.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.wire.Endpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What our own modules may do with an endpoint, and users may not. */
public final class EndpointInternals {

  /** The ways in, which {@link Endpoint} installs when it is loaded. */
  public interface Ways {

    /** See {@link EndpointInternals#serve}. */
    void serve(Endpoint endpoint, OwnPages pages);

    /** See {@link EndpointInternals#administer}. */
    void administer(Endpoint endpoint, AdminTopic topic);

    /** See {@link EndpointInternals#look}. */
    JsonNode look(SecretsEmulator aws, String path);
  }

  private static volatile @Nullable Ways ways;

  private EndpointInternals() {}

  /** Installs the ways in. */
  public static void install(Ways installed) {
    ways = installed;
  }

  /**
   * Makes an endpoint serve pages of its own.
   *
   * @throws IllegalStateException if it serves some already
   */
  public static void serve(Endpoint endpoint, OwnPages own) {
    ways().serve(endpoint, own);
  }

  /** Adds a topic to an endpoint's administration. */
  public static void administer(Endpoint endpoint, AdminTopic topic) {
    ways().administer(endpoint, topic);
  }

  /**
   * Returns what an administration of an emulator, which needs no endpoint, answers to GET.
   *
   * @param path below {@code /_strongroom/}, such as {@code secrets}
   * @throws IllegalArgumentException if there is nothing at the path
   */
  public static JsonNode look(SecretsEmulator aws, String path) {
    return ways().look(aws, path);
  }

  private static Ways ways() {
    return Objects.requireNonNull(ways, "an endpoint has been loaded");
  }
}
