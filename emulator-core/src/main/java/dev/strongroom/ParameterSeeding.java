package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.service.ssm.api.AddTagsToResource;
import dev.strongroom.internal.service.ssm.api.DeleteParameters;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.internal.service.ssm.api.LabelParameterVersion;
import dev.strongroom.internal.service.ssm.api.PutParameter;
import dev.strongroom.internal.service.ssm.api.RemoveTagsFromResource;
import dev.strongroom.internal.service.ssm.api.Tag;
import dev.strongroom.seed.ParameterSeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls by which a parameter gets into an emulator, and follows its seed. */
record ParameterSeeding(Seeding seeding) {

  private static final String PARAMETER = "Parameter";

  void put(ParameterSeed parameter) {
    placed(parameter, () -> put(parameter, false));
  }

  private static void placed(ParameterSeed parameter, Runnable calls) {
    Seeding.placed(parameter.place(), "Parameter '" + parameter.name() + "'", calls);
  }

  private Caller owner(ParameterSeed parameter) {
    return seeding.owner(parameter.account(), parameter.region());
  }

  private void put(ParameterSeed parameter, boolean overwrite) {
    var owner = owner(parameter);
    if (parameter.kmsKey() != null) {
      seeding.makeKeyOf(parameter.kmsKey(), owner);
    }
    var tags = overwrite ? List.<Tag>of() : tags(parameter.tags());
    seeding.call(
        owner,
        new PutParameter(
            parameter.name(),
            parameter.description(),
            parameter.value(),
            parameter.type(),
            parameter.kmsKey(),
            overwrite,
            parameter.allowedPattern(),
            tags,
            parameter.tier(),
            parameter.policies(),
            parameter.dataType()));
    if (!parameter.labels().isEmpty()) {
      seeding.call(owner, new LabelParameterVersion(parameter.name(), null, parameter.labels()));
    }
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList();
  }

  /** Makes the parameters follow a seed that has changed, as {@link Reseeding} says. */
  void change(List<ParameterSeed> earlier, List<ParameterSeed> later, boolean prune) {
    var before = byPlace(earlier);
    var after = byPlace(later);
    after.forEach((place, parameter) -> change(before.get(place), parameter));
    before.forEach(
        (place, parameter) -> {
          if (prune && !after.containsKey(place)) {
            seeding.call(owner(parameter), new DeleteParameters(List.of(parameter.name())));
          }
        });
  }

  private Map<String, ParameterSeed> byPlace(List<ParameterSeed> parameters) {
    var byPlace = new LinkedHashMap<String, ParameterSeed>();
    for (var parameter : parameters) {
      var owner = owner(parameter);
      byPlace.put(owner.accountId() + ":" + owner.region() + ":" + parameter.name(), parameter);
    }
    return byPlace;
  }

  private void change(@Nullable ParameterSeed before, ParameterSeed after) {
    if (after.equals(before)) {
      return;
    }
    placed(
        after,
        () -> {
          boolean exists = exists(after);
          if (!exists) {
            put(after, false);
          } else if (before != null) {
            put(after, true);
            changeTags(before, after);
          }
        });
  }

  private boolean exists(ParameterSeed parameter) {
    var found = seeding.call(owner(parameter), new GetParameters(List.of(parameter.name()), null));
    return found.invalidParameters().isEmpty();
  }

  private void changeTags(ParameterSeed before, ParameterSeed after) {
    var gone =
        before.tags().keySet().stream().filter(tag -> !after.tags().containsKey(tag)).toList();
    if (!gone.isEmpty()) {
      seeding.call(owner(after), new RemoveTagsFromResource(PARAMETER, after.name(), gone));
    }
    if (!after.tags().isEmpty()) {
      seeding.call(
          owner(after), new AddTagsToResource(PARAMETER, after.name(), tags(after.tags())));
    }
  }
}
