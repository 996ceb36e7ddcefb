package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a parameter, or a version of one. */
public record PutParameter(
    String name,
    @Nullable String description,
    SecretValue value,
    @Nullable String type,
    @Nullable String keyId,
    @Nullable Boolean overwrite,
    @Nullable String allowedPattern,
    @Nullable List<Tag> tags,
    @Nullable String tier,
    @Nullable String policies,
    @Nullable String dataType)
    implements Request<PutParameter.Result> {

  public record Result(long version, String tier) {}
}
