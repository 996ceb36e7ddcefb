package dev.strongroom.model;

import dev.strongroom.api.Request;
import java.time.Duration;
import java.util.function.Function;

/**
 * One step of a history, independent of the steps before it, so that any of them can be left out.
 */
sealed interface Step {

  /** A request, once the names in it are known. */
  record Call(Function<Names, Request<?>> request) implements Step {}

  /**
   * The latest listing again, with the token for its next page; or with that of another listing.
   */
  record NextPage(boolean ofAnotherListing) implements Step {}

  /** Time goes by. */
  record Advance(Duration by) implements Step {}

  /** Time goes by until shortly before, at, or after a secret's deletion date, if it has one. */
  record AdvanceToDeletion(String name, Duration offset) implements Step {}
}
