package dev.strongroom.model;

import static dev.strongroom.api.ErrorCode.INVALID_NEXT_TOKEN;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;

import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Listings of secrets and versions: filters, order and pages, as the reference model has them. */
final class ReferenceListings {

  /** What a page token stands for: the listing it belongs to, and where that goes on. */
  private record Bookmark(String listing, Object position, int number) {}

  private final ReferenceState state;
  private final Map<String, Bookmark> bookmarks = new HashMap<>();

  ReferenceListings(ReferenceState state) {
    this.state = state;
  }

  ListSecretVersionIds.Result versions(ListSecretVersionIds request) {
    var secret = state.find(request.secretId());
    boolean deprecated = Boolean.TRUE.equals(request.includeDeprecated()); // LSVI-2
    var listing = "versions of " + secret.arn + deprecated;
    int max = request.maxResults() == null ? 100 : request.maxResults(); // PG-1
    var bookmark = bookmark(request.nextToken(), listing);
    var entries = new ArrayList<ListSecretVersionIds.Entry>();
    for (int i = secret.versions.size() - 1; i >= 0; i--) { // PG-7
      var version = secret.versions.get(i);
      boolean listed = deprecated || !version.labels.isEmpty();
      if (!listed || (bookmark != null && version.number > bookmark.number)) {
        continue;
      }
      if (entries.size() == max) {
        var token = "page-" + bookmarks.size();
        bookmarks.put(token, new Bookmark(listing, "", version.number));
        return new ListSecretVersionIds.Result(entries, token, secret.arn, secret.name);
      }
      entries.add(
          new ListSecretVersionIds.Entry(
              version.id,
              version.labels.isEmpty() ? null : version.labels,
              version.accessed,
              version.created,
              version.keys));
    }
    return new ListSecretVersionIds.Result(entries, null, secret.arn, secret.name);
  }

  ListSecrets.Result list(ListSecrets request) {
    requireWholeFilters(request.filters());
    boolean scheduled = Boolean.TRUE.equals(request.includePlannedDeletion());
    var sortBy = request.sortBy() == null ? "created-date" : request.sortBy(); // PG-4
    boolean ascending = !"desc".equals(request.sortOrder());
    var listing = "list of " + request.filters() + scheduled + sortBy + ascending;
    int max = request.maxResults() == null ? 100 : request.maxResults(); // PG-1
    var page =
        page(
            listing,
            selected(request.filters(), scheduled),
            sortBy,
            ascending,
            max,
            request.nextToken());
    var entries = new ArrayList<ListSecrets.Entry>();
    for (var secret : page.secrets) {
      entries.add(
          new ListSecrets.Entry(
              secret.arn,
              secret.name,
              secret.description,
              secret.kmsKeyId,
              secret.changed,
              secret.accessed,
              secret.deletion,
              secret.tags,
              secret.stages(),
              secret.created,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null));
    }
    return new ListSecrets.Result(entries, page.nextToken);
  }

  List<ReferenceSecret> selected(List<Filter> filters, boolean scheduled) {
    var selected = new ArrayList<ReferenceSecret>();
    for (var secret : state.secrets) {
      boolean matches = scheduled || secret.deletion == null; // MD-10
      for (var filter : filters == null ? List.<Filter>of() : filters) { // FLT-2
        boolean any = false;
        for (var value : filter.values()) { // FLT-3
          any |=
              value.startsWith("!") // FLT-10, FLT-11
                  ? !matches(secret, filter.key(), value.substring(1))
                  : matches(secret, filter.key(), value);
        }
        matches &= any;
      }
      if (matches) {
        selected.add(secret);
      }
    }
    return selected;
  }

  private static boolean matches(ReferenceSecret secret, String key, String wanted) {
    var texts = new ArrayList<String>();
    if (key.equals("name") || key.equals("all")) {
      texts.add(secret.name);
    }
    if (key.equals("description") || key.equals("all")) {
      texts.add(secret.description);
    }
    for (var tag : secret.tags == null ? List.<Tag>of() : secret.tags) {
      if (key.equals("tag-key") || key.equals("all")) {
        texts.add(tag.key());
      }
      if (key.equals("tag-value") || key.equals("all")) {
        texts.add(tag.value());
      }
    }
    texts.removeIf(Objects::isNull);
    boolean byWords = key.equals("description") || key.equals("all"); // FLT-5, FLT-6
    for (var text : texts) {
      if (byWords ? allWordsFound(wanted, text) : text.startsWith(wanted)) { // FLT-4, FLT-9
        return true;
      }
    }
    return false;
  }

  private static boolean allWordsFound(String wanted, String text) {
    boolean all = !words(wanted).isEmpty();
    for (var prefix : words(wanted)) {
      boolean found = false;
      for (var word : words(text)) {
        found |= word.startsWith(prefix);
      }
      all &= found;
    }
    return all;
  }

  /** FLT-7, as a handful of replacements. */
  static List<String> words(String text) {
    var spaced =
        text.replaceAll("[^\\p{L}\\p{Nd}]", " ")
            .replaceAll("(?=\\p{Lu}\\p{Ll})", " ")
            .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
            .replaceAll("(?<=\\p{L})(?=\\p{Nd})", " ")
            .toLowerCase(Locale.ROOT)
            .trim();
    return spaced.isEmpty() ? List.of() : List.of(spaced.split(" +"));
  }

  static void requireWholeFilters(List<Filter> filters) { // FLT-12
    for (var filter : filters == null ? List.<Filter>of() : filters) {
      if (filter.key() == null) {
        throw INVALID_PARAMETER.error("Invalid filter key");
      }
      if (filter.values() == null) {
        throw INVALID_PARAMETER.error("Invalid filter values for key: " + filter.key());
      }
    }
  }

  record Page(List<ReferenceSecret> secrets, String nextToken) {}

  Page page(
      String listing,
      List<ReferenceSecret> selected,
      String sortBy,
      boolean ascending,
      int max,
      String nextToken) {
    Comparator<Bookmark> order =
        Comparator.comparing(Bookmark::position, ReferenceListings::compare)
            .thenComparing(Bookmark::number);
    if (!ascending) {
      order = order.reversed();
    }
    var directed = order;
    var after = bookmark(nextToken, listing);
    var sorted = new ArrayList<>(selected);
    sorted.sort((a, b) -> directed.compare(place(listing, a, sortBy), place(listing, b, sortBy)));
    if (after != null) {
      sorted.removeIf(secret -> directed.compare(place(listing, secret, sortBy), after) <= 0);
    }
    if (sorted.size() <= max) {
      return new Page(sorted, null);
    }
    var token = "page-" + bookmarks.size();
    bookmarks.put(token, place(listing, sorted.get(max - 1), sortBy));
    return new Page(sorted.subList(0, max), token);
  }

  private static Bookmark place(String listing, ReferenceSecret secret, String sortBy) { // PG-5
    Object position =
        switch (sortBy) {
          case "name" -> secret.name;
          case "last-changed-date" -> secret.changed;
          case "last-accessed-date" ->
              secret.accessed == null ? Instant.EPOCH : secret.accessed; // never read: first
          default -> secret.number;
        };
    boolean unique = sortBy.equals("name");
    return new Bookmark(listing, position, unique ? 0 : secret.number);
  }

  @SuppressWarnings("unchecked") // positions of one listing are of one type
  private static int compare(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  private Bookmark bookmark(String token, String listing) { // PG-2, PG-3
    var bookmark = bookmarks.get(token);
    if (token != null && (bookmark == null || !bookmark.listing.equals(listing))) {
      throw INVALID_NEXT_TOKEN.error("The NextToken value is invalid.");
    }
    return bookmark;
  }
}
