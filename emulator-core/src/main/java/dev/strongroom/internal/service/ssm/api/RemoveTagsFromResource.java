package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Removes tags from a parameter. */
public record RemoveTagsFromResource(String resourceType, String resourceId, List<String> tagKeys)
    implements Request<RemoveTagsFromResource.Result> {

  public record Result() {}
}
