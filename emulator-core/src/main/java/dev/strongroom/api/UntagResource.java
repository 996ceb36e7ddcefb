package dev.strongroom.api;

import java.util.List;

/** Removes tags from a secret. */
public record UntagResource(String secretId, List<String> tagKeys)
    implements Request<UntagResource.Result> {

  public UntagResource {
    if (tagKeys != null) { // VAL-4: the model refuses null
      tagKeys = List.copyOf(tagKeys);
    }
  }

  /** An empty answer. */
  public record Result() {}
}
