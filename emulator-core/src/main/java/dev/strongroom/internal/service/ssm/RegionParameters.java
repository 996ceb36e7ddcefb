package dev.strongroom.internal.service.ssm;

import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.RegionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one account and Region.
 *
 * @param byName by name, which is as it was put, with or without a slash in front
 * @param advanced how many of them are of the advanced tier
 * @param moments when their policies are to be applied, soonest first
 */
record RegionParameters(
    SortedTree<String, StoredParameter> byName, int advanced, SortedTree<Moment, String> moments)
    implements RegionState {

  static final RegionParameters NONE =
      new RegionParameters(SortedTree.empty(), 0, SortedTree.empty());

  /** When the first policy of a parameter is to be applied. */
  record Moment(Instant at, String name) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int order = at.compareTo(other.at);
      return order != 0 ? order : name.compareTo(other.name);
    }

    static @Nullable Moment of(@Nullable StoredParameter parameter) {
      var due = parameter == null ? null : parameter.due();
      return parameter == null || due == null ? null : new Moment(due, parameter.name());
    }
  }

  RegionParameters with(StoredParameter parameter) {
    return changed(parameter.name(), parameter);
  }

  RegionParameters without(String name) {
    return changed(name, null);
  }

  private RegionParameters changed(String name, @Nullable StoredParameter next) {
    var before = byName.get(name);
    var was = Moment.of(before);
    var is = Moment.of(next);
    var due = was == null ? moments : moments.without(was);
    return new RegionParameters(
        next == null ? byName.without(name) : byName.with(name, next),
        advanced - count(before) + count(next),
        is == null ? due : due.with(is, name));
  }

  private static int count(@Nullable StoredParameter parameter) {
    return parameter != null && parameter.newest().isAdvanced() ? 1 : 0;
  }

  /** Returns the parameters of which a policy is to be applied, soonest first. */
  List<StoredParameter> due(Instant now) {
    var due = new ArrayList<StoredParameter>();
    for (var entry : moments) {
      var parameter = byName.get(entry.getValue());
      if (now.isBefore(entry.getKey().at()) || parameter == null) {
        break;
      }
      due.add(parameter);
    }
    return due;
  }

  @Override
  public @Nullable Instant due(Due kind) {
    var name = kind == Due.VISIBLE ? moments.first() : null;
    var parameter = name == null ? null : byName.get(name);
    return parameter == null ? null : parameter.due();
  }
}
