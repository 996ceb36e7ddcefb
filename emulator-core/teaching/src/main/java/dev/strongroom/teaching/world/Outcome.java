package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Decision;
import org.jspecify.annotations.Nullable;

/**
 * How an action ended.
 *
 * @param result what a call answered; missing for anything else and where it failed
 * @param error the error's name; null if the action succeeded
 * @param message the error's text; empty if the action succeeded
 * @param access every decision that a call needed
 */
public record Outcome(JsonNode result, @Nullable String error, String message, Access access) {

  /** Done, with nothing to show. */
  static final Outcome OK = new Outcome(MissingNode.getInstance(), null, "", Access.NONE);

  static Outcome failure(String error, String message) {
    return new Outcome(MissingNode.getInstance(), error, message, Access.NONE);
  }

  public boolean succeeded() {
    return error == null;
  }

  /** The layer that refused the call; null if none did. */
  public @Nullable String layer() {
    var refusal = access.refusal();
    return succeeded() || refusal == null ? null : refusal.layer().toString();
  }

  /** The decision that refused the call; null if none did. */
  public @Nullable Decision refusal() {
    return succeeded() ? null : access.refusal();
  }

  /**
   * As in {@code ok}, or {@code AccessDeniedException (key policy): Access to KMS is not allowed}.
   */
  @Override
  public String toString() {
    if (succeeded()) {
      return "ok";
    }
    var layer = layer();
    return error + (layer == null ? "" : " (" + layer + ")") + ": " + message;
  }
}
