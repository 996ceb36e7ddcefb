package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a managed policy. */
public record CreatePolicy(
    String policyName,
    @Nullable String path,
    String policyDocument,
    @Nullable String description,
    @Nullable List<Tag> tags)
    implements Request<CreatePolicy.Result> {

  public CreatePolicy {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** Returns a request with what is required. */
  public static CreatePolicy of(String policyName, String policyDocument) {
    return new CreatePolicy(policyName, null, policyDocument, null, null);
  }

  /** What CreatePolicy answers. */
  public record Result(@Nullable Policy policy) {}
}
