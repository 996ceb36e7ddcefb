package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** ListSecrets, and the selection of secrets that BatchGetSecretValue shares with it. */
public final class Listing {

  static final int PAGE = 100; // PG-1

  private Listing() {}

  /** PG-4, PG-5. */
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

  /** Which secrets, and in which order: everything that a NextToken belongs to. */
  record Selection(
      String operation,
      boolean scheduled,
      @Nullable List<Filter> filters,
      Order order,
      boolean ascending) {}

  /** Some of the selected secrets, and where the rest begins. */
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
    var token = PageToken.of(selection, context.caller().accountId(), context.caller().region());
    var filters = Filters.of(selection.filters());
    var found = new ArrayList<Secret>();
    var secrets = behind(token.decode(nextToken), region, selection);
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
    return new Page(found, null);
  }

  private static Iterator<Secret> behind(
      @Nullable String position, RegionSecrets region, Selection selection) {
    boolean ascending = selection.ascending();
    return switch (selection.order()) {
      case CREATED ->
          map(
              region
                  .byCreation()
                  .after(position == null ? null : Long.valueOf(position), ascending),
              entry -> Objects.requireNonNull(region.byName().get(entry.getValue())));
      case NAME -> map(region.byName().after(position, ascending), Map.Entry::getValue);
      case CHANGED, ACCESSED -> byDate(position, region, selection);
    };
  }

  /** Sorts everything: such a page costs more than one in the order of creation or name. */
  private static Iterator<Secret> byDate(
      @Nullable String position, RegionSecrets region, Selection selection) {
    Comparator<Secret> order =
        Comparator.comparing((Secret secret) -> date(secret, selection.order()))
            .thenComparingLong(Secret::sequence);
    if (!selection.ascending()) {
      order = order.reversed();
    }
    var sorted = new ArrayList<Secret>();
    region.byName().forEach(entry -> sorted.add(entry.getValue()));
    sorted.sort(order);
    if (position == null) {
      return sorted.iterator();
    }
    var parts = position.split("/", 2);
    var after = Instant.ofEpochMilli(Long.parseLong(parts[0]));
    long afterSequence = Long.parseLong(parts[1]);
    return sorted.stream()
        .dropWhile(
            secret -> {
              int behind = date(secret, selection.order()).compareTo(after);
              behind = behind != 0 ? behind : Long.compare(secret.sequence(), afterSequence);
              return selection.ascending() ? behind <= 0 : behind >= 0;
            })
        .iterator();
  }

  private static String position(Secret secret, Order order) {
    return switch (order) {
      case CREATED -> String.valueOf(secret.sequence());
      case NAME -> secret.name();
      case CHANGED, ACCESSED -> date(secret, order).toEpochMilli() + "/" + secret.sequence();
    };
  }

  private static Instant date(Secret secret, Order order) { // PG-5: never read comes first
    return order == Order.CHANGED
        ? secret.changed()
        : Objects.requireNonNullElse(secret.accessed(), Instant.EPOCH);
  }

  private static <A, B> Iterator<B> map(Iterable<A> elements, Function<A, B> mapping) {
    return StreamSupport.stream(elements.spliterator(), false).map(mapping).iterator();
  }
}
