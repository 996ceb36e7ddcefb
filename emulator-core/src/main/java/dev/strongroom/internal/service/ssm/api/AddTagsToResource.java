package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Adds tags to a parameter, or changes them. */
public record AddTagsToResource(String resourceType, String resourceId, List<Tag> tags)
    implements Request<AddTagsToResource.Result> {

  public record Result() {}
}
