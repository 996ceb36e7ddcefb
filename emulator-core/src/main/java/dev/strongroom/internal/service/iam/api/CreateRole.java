package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a role, which its trust policy allows others to assume. */
public record CreateRole(
    @Nullable String path,
    String roleName,
    String assumeRolePolicyDocument,
    @Nullable String description,
    @Nullable Integer maxSessionDuration,
    @Nullable String permissionsBoundary,
    @Nullable List<Tag> tags)
    implements Request<CreateRole.Result> {

  public CreateRole {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** Returns a request with what is required. */
  public static CreateRole of(String roleName, String assumeRolePolicyDocument) {
    return new CreateRole(null, roleName, assumeRolePolicyDocument, null, null, null, null);
  }

  /** What CreateRole answers. */
  public record Result(Role role) {}
}
