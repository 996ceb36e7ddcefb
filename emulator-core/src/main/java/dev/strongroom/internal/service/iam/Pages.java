package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.PageToken;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list (IAMAPI-8).
 *
 * @param marker null on the last page
 */
record Pages<T>(List<T> entries, @Nullable String marker) {

  /** How many entries a page has unless the request says otherwise. */
  static final int SIZE = 100;

  /**
   * Returns the page that a request asks for.
   *
   * @param position what distinguishes entries, and orders them
   * @param listing what identifies the list in the caller's account
   */
  static <T> Pages<T> of(
      Call call,
      @Nullable Integer maxItems,
      @Nullable String marker,
      List<T> all,
      Function<T, String> position,
      Object... listing) {
    var tokens = PageToken.of(call.ids(), call.caller().accountId(), List.of(listing));
    var after = marker == null ? null : tokens.decode(marker);
    if (marker != null && after == null) {
      throw VALIDATION.error("Invalid Marker.");
    }
    int size = maxItems == null ? SIZE : maxItems;
    var rest =
        all.stream()
            .filter(entry -> after == null || position.apply(entry).compareTo(after) > 0)
            .sorted(Comparator.comparing(position))
            .limit(size + 1L)
            .toList();
    if (rest.size() <= size) {
      return new Pages<>(rest, null);
    }
    var entries = rest.subList(0, size);
    return new Pages<>(entries, tokens.encode(position.apply(entries.get(size - 1))));
  }

  boolean isTruncated() {
    return marker != null;
  }

  <U> List<U> map(Function<T, U> shown) {
    return entries.stream().map(shown).toList();
  }
}
