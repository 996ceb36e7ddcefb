package dev.strongroom.internal.service.ssm;

import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.NamedResource;
import dev.strongroom.internal.engine.ResourceLookup;
import dev.strongroom.internal.iam.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How requests name parameters; access to each is checked, in order (SSM-21). */
final class ParameterLookup<Q> implements ResourceLookup<Q, RegionParameters> {

  private final Function<Q, List<String>> names;

  ParameterLookup(Function<Q, List<String>> names) {
    this.names = names;
  }

  static <Q> ParameterLookup<Q> byName(Function<Q, String> name) {
    return new ParameterLookup<>(request -> List.of(name.apply(request)));
  }

  /** Returns the look-up of requests about a path; a slash at its end means nothing. */
  static <Q> ParameterLookup<Q> byPath(Function<Q, String> path) {
    return byName(request -> ParameterFilters.withoutSlash(path.apply(request)));
  }

  /** Returns the look-up of requests about all parameters of a Region. */
  static <Q> ParameterLookup<Q> inRegion() {
    return new ParameterLookup<>(request -> List.of());
  }

  @Override
  public RegionParameters find(Q request, Call call) {
    return call.state().in(Ssm.PARAMETERS, call.place());
  }

  @Override
  public List<AccessQuestion> questions(
      Q request, RegionParameters parameters, Asked asked, Call call) {
    var named = names.apply(request).stream().map(ParameterName::read).toList();
    if (named.isEmpty()) {
      var all =
          "arn:%s:ssm:%s:%s:*"
              .formatted(
                  call.caller().partition(), call.caller().region(), call.caller().accountId());
      return questions(all, Map.of(), asked, call);
    }
    return named.stream()
        .flatMap(
            name -> questions(name.arn(call), tags(name, parameters, call), asked, call).stream())
        .toList();
  }

  private static Map<String, String> tags(
      ParameterName name, RegionParameters parameters, Call call) {
    var parameter = name.in(parameters, call);
    return parameter == null ? Map.of() : parameter.tags();
  }

  private static List<AccessQuestion> questions(
      String arn, Map<String, String> tags, Asked asked, Call call) {
    var keys = call.globalConditionKeys();
    tags.forEach(
        (tag, value) ->
            keys.with("aws:ResourceTag/" + tag, value).with("ssm:resourceTag/" + tag, value));
    asked.conditionKeys().accept(keys);
    var context = keys.build();
    return asked.actions().stream()
        .map(action -> new AccessQuestion(action, Resource.of(arn), context, arn))
        .toList();
  }

  @Override
  public List<NamedResource> named(Q request, Call call) {
    return names.apply(request).stream()
        .map(
            text -> {
              var name = ParameterName.read(text);
              return new NamedResource(call.place(), name.path(), text, name.arn(call));
            })
        .toList();
  }
}
