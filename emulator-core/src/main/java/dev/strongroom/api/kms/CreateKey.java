package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates a KMS key. */
public record CreateKey(
    @Nullable String policy,
    @Nullable String description,
    @Nullable String keyUsage,
    @Nullable String customerMasterKeySpec,
    @Nullable String keySpec,
    @Nullable String origin,
    @Nullable String customKeyStoreId,
    @Nullable Boolean bypassPolicyLockoutSafetyCheck,
    @Nullable List<Tag> tags,
    @Nullable Boolean multiRegion,
    @Nullable String xksKeyId)
    implements Request<CreateKey.Result> {

  /** Creates a symmetric encryption key with the default policy. */
  public static final CreateKey DEFAULT = of(null, null);

  /** Creates a key of that spec for that use, such as RSA_2048 for SIGN_VERIFY. */
  public static CreateKey of(@Nullable String keySpec, @Nullable String keyUsage) {
    return new CreateKey(null, null, keyUsage, null, keySpec, null, null, null, null, null, null);
  }

  public CreateKey {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** Returns this request with a key policy. */
  public CreateKey withPolicy(String json) {
    return with(draft -> draft.policy = json);
  }

  /** Returns this request with a description. */
  public CreateKey withDescription(@Nullable String text) {
    return with(draft -> draft.description = text);
  }

  /** Returns this request for a key of that origin: {@code EXTERNAL} for imported key material. */
  public CreateKey withOrigin(String name) {
    return with(draft -> draft.origin = name);
  }

  /** Returns this request for a key in a custom key store. */
  public CreateKey withCustomKeyStoreId(String id) {
    return with(draft -> draft.customKeyStoreId = id);
  }

  /** Returns this request for a key with these tags. */
  public CreateKey withTags(Tag... all) {
    return with(draft -> draft.tags = List.of(all));
  }

  /** Returns this request for a multi-Region primary key. */
  public CreateKey withMultiRegion() {
    return with(draft -> draft.multiRegion = true);
  }

  private CreateKey with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** The created key. */
  public record Result(KeyMetadata keyMetadata) {}

  /** The members of a request that is being made from another. */
  private static final class Draft {
    @Nullable String policy;
    @Nullable String description;
    @Nullable String keyUsage;
    @Nullable String customerMasterKeySpec;
    @Nullable String keySpec;
    @Nullable String origin;
    @Nullable String customKeyStoreId;
    @Nullable Boolean bypassPolicyLockoutSafetyCheck;
    @Nullable List<Tag> tags;
    @Nullable Boolean multiRegion;
    @Nullable String xksKeyId;

    Draft(CreateKey from) {
      policy = from.policy;
      description = from.description;
      keyUsage = from.keyUsage;
      customerMasterKeySpec = from.customerMasterKeySpec;
      keySpec = from.keySpec;
      origin = from.origin;
      customKeyStoreId = from.customKeyStoreId;
      bypassPolicyLockoutSafetyCheck = from.bypassPolicyLockoutSafetyCheck;
      tags = from.tags;
      multiRegion = from.multiRegion;
      xksKeyId = from.xksKeyId;
    }

    CreateKey done() {
      return new CreateKey(
          policy,
          description,
          keyUsage,
          customerMasterKeySpec,
          keySpec,
          origin,
          customKeyStoreId,
          bypassPolicyLockoutSafetyCheck,
          tags,
          multiRegion,
          xksKeyId);
    }
  }
}
