package dev.strongroom.api;

import java.util.List;

/** Attaches tags to a secret. */
public record TagResource(String secretId, List<Tag> tags) implements Request<TagResource.Result> {

  public TagResource {
    if (tags != null) { // VAL-4: the model refuses null
      tags = List.copyOf(tags);
    }
  }

  /** An empty answer. */
  public record Result() {}
}
