package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INVALID_MARKER;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing that is sorted by a text of each entry. The marker is opaque and good for
 * its own listing only.
 *
 * @param after where the page before ended; empty for the first page
 */
record Page(String listing, int limit, String after) {

  /** What a page holds. */
  record Entries<T>(List<T> entries, @Nullable String nextMarker) {
    boolean truncated() {
      return nextMarker != null;
    }
  }

  static Page of(
      String listing, int defaultLimit, @Nullable Integer limit, @Nullable String marker) {
    return new Page(
        listing, limit == null ? defaultLimit : limit, marker == null ? "" : read(listing, marker));
  }

  <T> Entries<T> take(Stream<T> all, Function<T, String> position) {
    var rest =
        all.filter(entry -> position.apply(entry).compareTo(after) > 0)
            .sorted(Comparator.comparing(position))
            .limit(limit + 1L)
            .toList();
    if (rest.size() <= limit) {
      return new Entries<>(rest, null);
    }
    var last = position.apply(rest.get(limit - 1));
    return new Entries<>(rest.subList(0, limit), write(listing + "/" + last));
  }

  private static String write(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(String listing, String marker) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
      if (text.startsWith(listing + "/")) {
        return text.substring(listing.length() + 1);
      }
    } catch (IllegalArgumentException notBase64) {
      // answered below
    }
    throw INVALID_MARKER.error("The Marker value is invalid.");
  }
}
