package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;

/** Attaches tags to a key. */
public record TagResource(String keyId, List<Tag> tags) implements Request<TagResource.Result> {

  public TagResource {
    if (tags != null) { // VAL-4: the model refuses null
      tags = List.copyOf(tags);
    }
  }

  /** An empty answer. */
  public record Result() {}
}
