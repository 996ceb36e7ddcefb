package dev.strongroom.internal.engine;

import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.RegionState.Due;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the emulated services know at one moment: immutable, compared by value. A change
 * costs O(log n) in the number of accounts and Regions.
 *
 * @param due where the next work of each kind falls due, soonest first
 */
public record EmulatorState(
    IamState iam, SortedTree<Place, RegionState> regions, SortedTree<Moment, Place> due) {

  public static final EmulatorState EMPTY =
      new EmulatorState(IamState.EMPTY, SortedTree.empty(), SortedTree.empty());

  /** One slot in one account and Region. */
  public record Place(String slot, AccountRegion region) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int order = slot.compareTo(other.slot);
      return order != 0 ? order : region.compareTo(other.region);
    }
  }

  /** When the first work of a kind falls due in one place. */
  public record Moment(Due kind, Instant at, Place place) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int order = kind.compareTo(other.kind);
      order = order != 0 ? order : at.compareTo(other.at);
      return order != 0 ? order : place.compareTo(other.place);
    }

    /** The moment before all others of a kind. */
    private static Moment beforeAll(Due kind) {
      return new Moment(kind, Instant.MIN, new Place("", new AccountRegion("", "")));
    }
  }

  /** Returns what a service knows in an account and Region. */
  @SuppressWarnings("unchecked") // a slot's states are of its type
  public <S extends RegionState> S in(StateSlot<S> slot, AccountRegion region) {
    var state = regions.get(new Place(slot.name(), region));
    return state == null ? slot.empty() : (S) state;
  }

  /** Returns this state with another state of a slot in an account and Region. */
  public <S extends RegionState> EmulatorState with(
      StateSlot<S> slot, AccountRegion region, S next) {
    var place = new Place(slot.name(), region);
    var before = regions.get(place);
    if (before == next) {
      return this;
    }
    var nextDue = due;
    for (var kind : Due.values()) {
      var was = before == null ? null : before.due(kind);
      var is = next.due(kind);
      if (!Objects.equals(was, is)) {
        nextDue = was == null ? nextDue : nextDue.without(new Moment(kind, was, place));
        nextDue = is == null ? nextDue : nextDue.with(new Moment(kind, is, place), place);
      }
    }
    return new EmulatorState(iam, regions.with(place, next), nextDue);
  }

  /** Returns this state with other users, roles, sessions or policies. */
  public EmulatorState with(IamState next) {
    return new EmulatorState(next, regions, due);
  }

  /** Returns this state with its users, roles, sessions or policies changed. */
  public EmulatorState changingIam(UnaryOperator<IamState> change) {
    return with(change.apply(iam));
  }

  /** Returns the states of a slot, in the order of accounts and Regions. */
  @SuppressWarnings("unchecked") // a slot's states are of its type
  public <S extends RegionState> Stream<Map.Entry<AccountRegion, S>> all(StateSlot<S> slot) {
    return StreamSupport.stream(regions.spliterator(), false)
        .filter(entry -> entry.getKey().slot().equals(slot.name()))
        .map(entry -> Map.entry(entry.getKey().region(), (S) entry.getValue()));
  }

  /** Returns when the first work of a kind falls due; null if there is none. */
  public @Nullable Instant next(Due kind) {
    if (due.isEmpty()) { // as in most emulators, at every read
      return null;
    }
    var moments = due.after(Moment.beforeAll(kind), true).iterator();
    var first = moments.hasNext() ? moments.next().getKey() : null;
    return first == null || first.kind() != kind ? null : first.at();
  }

  /** Returns whether work of a kind is due. */
  public boolean isDue(Due kind, Instant now) {
    var next = next(kind);
    return next != null && !now.isBefore(next);
  }

  /** Returns where work of a kind falls due in a slot, soonest first. */
  public List<AccountRegion> dueIn(StateSlot<?> slot, Due kind) {
    var found = new ArrayList<AccountRegion>();
    for (var entry : due.after(Moment.beforeAll(kind), true)) {
      if (entry.getKey().kind() != kind) {
        break;
      }
      if (entry.getValue().slot().equals(slot.name())) {
        found.add(entry.getValue().region());
      }
    }
    return found;
  }
}
