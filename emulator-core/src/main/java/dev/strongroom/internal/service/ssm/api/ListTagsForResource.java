package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Lists the tags of a parameter. */
public record ListTagsForResource(String resourceType, String resourceId)
    implements Request<ListTagsForResource.Result> {

  public record Result(List<Tag> tagList) {}
}
