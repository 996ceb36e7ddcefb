package dev.strongroom.internal.service.ssm;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.DueEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A parameter with its versions, oldest first. */
record StoredParameter(
    String name, List<ParameterVersion> versions, SortedMap<String, String> tags) {

  ParameterVersion newest() {
    return versions.get(versions.size() - 1);
  }

  /** Returns the version that a selector names: a number, or a label; null if there is none. */
  @Nullable ParameterVersion version(String selector) {
    for (var version : versions) {
      if (String.valueOf(version.number()).equals(selector)
          || version.labels().contains(selector)) {
        return version;
      }
    }
    return null;
  }

  @Nullable ParameterVersion version(long number) {
    return version(String.valueOf(number));
  }

  StoredParameter with(SortedMap<String, String> nextTags) {
    return new StoredParameter(name, versions, nextTags);
  }

  StoredParameter with(List<ParameterVersion> nextVersions) {
    return new StoredParameter(name, List.copyOf(nextVersions), tags);
  }

  StoredParameter withEachVersion(UnaryOperator<ParameterVersion> change) {
    return with(versions.stream().map(change).toList());
  }

  /** Returns this parameter with its newest version changed. */
  StoredParameter withNewest(UnaryOperator<ParameterVersion> change) {
    var next = new ArrayList<>(versions);
    next.set(next.size() - 1, change.apply(newest()));
    return with(next);
  }

  /** Returns the ARN of this parameter in an account and Region. */
  String arn(AccountRegion region) {
    var owner = Caller.administrator(region.accountId(), region.region());
    return ParameterName.arn(owner.partition(), region, name);
  }

  /** Returns what its policies will do. */
  Stream<DueEvent> dueEvents(AccountRegion region) {
    return newest().policies().stream()
        .filter(policy -> !policy.done())
        .map(policy -> new DueEvent(policy.at(), policy.inWords(), "parameter", arn(region)))
        .distinct();
  }

  /** Returns when the next of its policies is to be applied; null if none is. */
  @Nullable Instant due() {
    return newest().policies().stream()
        .filter(policy -> !policy.done())
        .map(ParameterPolicy::at)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
