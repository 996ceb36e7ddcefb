package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.INVALID_RESOURCE_ID;
import static dev.strongroom.api.ErrorCode.INVALID_RESOURCE_TYPE;
import static dev.strongroom.api.ErrorCode.TOO_MANY_TAGS;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.service.ssm.api.AddTagsToResource;
import dev.strongroom.internal.service.ssm.api.ListTagsForResource;
import dev.strongroom.internal.service.ssm.api.RemoveTagsFromResource;
import dev.strongroom.internal.service.ssm.api.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** AddTagsToResource, RemoveTagsFromResource and ListTagsForResource (SSM-23). */
final class ParameterTags {

  private static final int MOST = 50;

  private ParameterTags() {}

  static void requireParameter(String resourceType) {
    if (!resourceType.equals("Parameter")) {
      throw INVALID_RESOURCE_TYPE.error("");
    }
  }

  static SortedMap<String, String> of(List<Tag> tags) {
    return with(Map.of(), tags);
  }

  private static SortedMap<String, String> with(Map<String, String> before, List<Tag> tags) {
    var next = new TreeMap<>(before);
    for (var tag : tags) {
      if (tag.key().regionMatches(true, 0, "aws:", 0, 4)) {
        throw VALIDATION.error("aws: prefixed tag key names are not allowed for external use.");
      }
      next.put(tag.key(), tag.value());
    }
    if (next.size() > MOST) {
      throw TOO_MANY_TAGS.error("");
    }
    return Collections.unmodifiableSortedMap(next);
  }

  static void conditionKeys(List<Tag> tags, RequestContext.Builder keys) { // SSM-21
    tags.forEach(tag -> keys.with("aws:RequestTag/" + tag.key(), tag.value()));
    if (!tags.isEmpty()) {
      keys.with("aws:TagKeys", tags.stream().map(Tag::key).toList());
    }
  }

  private static StoredParameter present(RegionParameters parameters, String id, Call call) {
    var parameter = ParameterName.find(id, parameters, call);
    if (parameter == null) {
      throw INVALID_RESOURCE_ID.error("");
    }
    return parameter;
  }

  static Outcome<AddTagsToResource.Result> add(
      RegionParameters parameters, AddTagsToResource request, Call call) {
    var parameter = present(parameters, request.resourceId(), call);
    var next = parameter.with(with(parameter.tags(), request.tags()));
    return new Outcome<>(
        call.state().with(Ssm.PARAMETERS, call.place(), parameters.with(next)),
        new AddTagsToResource.Result());
  }

  static Outcome<RemoveTagsFromResource.Result> remove(
      RegionParameters parameters, RemoveTagsFromResource request, Call call) {
    var parameter = present(parameters, request.resourceId(), call);
    var left = new TreeMap<>(parameter.tags());
    left.keySet().removeAll(request.tagKeys());
    var next = parameter.with(Collections.unmodifiableSortedMap(left));
    return new Outcome<>(
        call.state().with(Ssm.PARAMETERS, call.place(), parameters.with(next)),
        new RemoveTagsFromResource.Result());
  }

  static ListTagsForResource.Result list(
      RegionParameters parameters, ListTagsForResource request, Call call) {
    var parameter = present(parameters, request.resourceId(), call);
    return new ListTagsForResource.Result(
        parameter.tags().entrySet().stream()
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList());
  }
}
