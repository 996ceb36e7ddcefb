package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_NEXT_TOKEN;

import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.internal.engine.PageToken;
import dev.strongroom.internal.service.secretsmanager.RegionSecrets.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The operation ListSecrets, and its selection of secrets, which BatchGetSecretValue shares. */
public final class Listing {

  static final int PAGE = 100; // PG-1

  private Listing() {}

  /** The order of a list (PG-4, PG-5). */
  enum Order {
    CREATED,
    CHANGED,
    ACCESSED,
    NAME;

    static Order parse(@Nullable String sortBy) {
      return switch (sortBy == null ? "created-date" : sortBy) {
        case "name" -> NAME;
        case "last-changed-date" -> CHANGED;
        case "last-accessed-date" -> ACCESSED;
        default -> CREATED;
      };
    }
  }

  /** The secrets to list and their order, which together identify the listing of a NextToken. */
  record Selection(
      String operation,
      boolean scheduled,
      @Nullable List<Filter> filters,
      Order order,
      boolean ascending) {}

  /** One page of the selected secrets, and the token of the next page. */
  record Page(List<Secret> secrets, @Nullable String nextToken) {}

  public static void check(ListSecrets request) {
    Filters.check(request.filters());
  }

  public static ListSecrets.Result listSecrets(
      RegionSecrets region, ListSecrets request, Context context) {
    var selection =
        new Selection(
            request.operation(),
            Boolean.TRUE.equals(request.includePlannedDeletion()),
            request.filters(),
            Order.parse(request.sortBy()),
            !"desc".equals(request.sortOrder()));
    int max = request.maxResults() == null ? PAGE : request.maxResults();
    var page = page(region, selection, max, request.nextToken(), context);
    return new ListSecrets.Result(
        page.secrets().stream().map(Describing::entry).toList(), page.nextToken());
  }

  static Page page(
      RegionSecrets region,
      Selection selection,
      int max,
      @Nullable String nextToken,
      Context context) {
    var caller = context.caller();
    var token = PageToken.of(context.ids(), selection, caller.accountId(), caller.region());
    var filters = Filters.of(selection.filters());
    var found = new ArrayList<Secret>();
    for (var secrets : candidates(region, selection, max, position(token, nextToken))) {
      while (secrets.hasNext()) {
        var secret = secrets.next();
        boolean listed =
            !secret.isGone(context.now())
                && (selection.scheduled() || secret.deletion() == null) // MD-10
                && filters.test(secret); // LS-3
        if (listed && found.size() == max) {
          return new Page(found, token.encode(position(found.get(max - 1), selection.order())));
        }
        if (listed) {
          found.add(secret);
        }
      }
    }
    return new Page(found, null);
  }

  /** Returns the position in a token; null for the first page. */
  static @Nullable String position(PageToken token, @Nullable String nextToken) {
    if (nextToken == null) {
      return null;
    }
    var position = token.decode(nextToken);
    if (position == null) { // PG-3
      throw INVALID_NEXT_TOKEN.error("The NextToken value is invalid.");
    }
    return position;
  }

  /**
   * Returns the secrets behind a position that may be selected, in order. An index provides the
   * order. A filter on names limits the names to examine; if few secrets match it, these are
   * sorted.
   */
  private static List<Iterator<Secret>> candidates(
      RegionSecrets region, Selection selection, int max, @Nullable String position) {
    var prefixes = Filters.namePrefixes(selection.filters());
    if (selection.order() == Order.NAME) {
      return named(region, prefixes == null ? List.of("") : prefixes, selection, position);
    }
    var behind = position == null ? null : moment(position);
    if (prefixes != null && areFew(region, prefixes, max)) {
      return List.of(sorted(region, prefixes, selection, behind));
    }
    boolean ascending = selection.ascending();
    var index =
        switch (selection.order()) {
          case CHANGED -> region.byChange().after(behind, ascending);
          case ACCESSED -> region.byAccess().after(behind, ascending);
          default ->
              region.byCreation().after(behind == null ? null : behind.sequence(), ascending);
        };
    return List.of(
        stream(index)
            .map(entry -> Objects.requireNonNull(region.named(entry.getValue())))
            .iterator());
  }

  private static List<Iterator<Secret>> named(
      RegionSecrets region, List<String> prefixes, Selection selection, @Nullable String position) {
    var candidates = new ArrayList<Iterator<Secret>>();
    for (var prefix : prefixes) {
      var from = prefix;
      var to = end(prefix);
      if (position != null && selection.ascending()) {
        from = from.compareTo(position) > 0 ? from : position + '\0'; // the next text after it
      } else if (position != null) {
        to = to.compareTo(position) < 0 ? to : position;
      }
      var range = region.byName().between(from, to, selection.ascending());
      candidates.add(stream(range).map(entry -> entry.getValue().secret()).iterator());
    }
    if (!selection.ascending()) {
      Collections.reverse(candidates);
    }
    return candidates;
  }

  /** Returns whether sorting these secrets costs less than finding a page of them in an index. */
  private static boolean areFew(RegionSecrets region, List<String> prefixes, int max) {
    long matches = 0;
    for (var prefix : prefixes) {
      matches += region.byName().rank(end(prefix)) - region.byName().rank(prefix);
    }
    return matches * matches <= (long) max * region.size();
  }

  private static Iterator<Secret> sorted(
      RegionSecrets region, List<String> prefixes, Selection selection, @Nullable Moment behind) {
    int direction = selection.ascending() ? 1 : -1;
    var order = selection.order();
    var found = new ArrayList<Secret>();
    for (var prefix : prefixes) {
      for (var entry : region.byName().between(prefix, end(prefix), true)) {
        var secret = entry.getValue().secret();
        if (behind == null
            || compare(secret, order, behind.at(), behind.sequence()) * direction > 0) {
          found.add(secret);
        }
      }
    }
    found.sort((one, other) -> compare(one, order, at(other, order), other.sequence()) * direction);
    return found.iterator();
  }

  /** Compares a secret's moment with another as {@link Moment} does, and makes none. */
  private static int compare(Secret secret, Order order, Instant at, long sequence) {
    int difference = at(secret, order).compareTo(at);
    return difference != 0 ? difference : Long.compare(secret.sequence(), sequence);
  }

  /** Returns the text behind all texts that start with a prefix. */
  private static String end(String prefix) {
    int last = prefix.length() - 1;
    return last < 0 || prefix.charAt(last) == Character.MAX_VALUE
        ? prefix + Character.MAX_VALUE // names have no such character
        : prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
  }

  private static String position(Secret secret, Order order) {
    if (order == Order.NAME) {
      return secret.name();
    }
    var moment = moment(secret, order);
    return moment.at().toEpochMilli() + "/" + moment.sequence();
  }

  private static Moment moment(String position) {
    var parts = position.split("/");
    return new Moment(Instant.ofEpochMilli(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
  }

  private static Moment moment(Secret secret, Order order) {
    return new Moment(at(secret, order), secret.sequence());
  }

  private static Instant at(Secret secret, Order order) {
    return switch (order) {
      case CHANGED -> secret.changed();
      case ACCESSED -> RegionSecrets.accessedOrNever(secret);
      default -> Instant.EPOCH; // in the order of creation alone
    };
  }

  private static <T> Stream<T> stream(Iterable<T> elements) {
    return StreamSupport.stream(elements.spliterator(), false);
  }
}
