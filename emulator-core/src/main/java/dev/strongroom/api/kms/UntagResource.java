package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;

/** Removes tags from a key. */
public record UntagResource(String keyId, List<String> tagKeys)
    implements Request<UntagResource.Result> {

  public UntagResource {
    if (tagKeys != null) { // VAL-4: the model refuses null
      tagKeys = List.copyOf(tagKeys);
    }
  }

  /** An empty answer. */
  public record Result() {}
}
