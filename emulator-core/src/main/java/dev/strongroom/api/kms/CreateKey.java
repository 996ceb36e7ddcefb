package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a key. */
public record CreateKey(
    @Nullable String policy,
    @Nullable String description,
    @Nullable String keyUsage,
    @Nullable String customerMasterKeySpec,
    @Nullable String keySpec,
    @Nullable String origin,
    @Nullable Boolean bypassPolicyLockoutSafetyCheck,
    @Nullable List<Tag> tags,
    @Nullable Boolean multiRegion)
    implements Request<CreateKey.Result> {

  public CreateKey {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** What CreateKey answers. */
  public record Result(KeyMetadata keyMetadata) {}
}
