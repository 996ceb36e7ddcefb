package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
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
    return new CreateKey(
        json,
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

  /** Returns this request with a description. */
  public CreateKey withDescription(@Nullable String text) {
    return new CreateKey(
        policy,
        text,
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

  /** Returns this request for a key of that origin: {@code EXTERNAL} for imported key material. */
  public CreateKey withOrigin(String name) {
    return new CreateKey(
        policy,
        description,
        keyUsage,
        customerMasterKeySpec,
        keySpec,
        name,
        customKeyStoreId,
        bypassPolicyLockoutSafetyCheck,
        tags,
        multiRegion,
        xksKeyId);
  }

  /** Returns this request for a key in a custom key store. */
  public CreateKey withCustomKeyStoreId(String id) {
    return new CreateKey(
        policy,
        description,
        keyUsage,
        customerMasterKeySpec,
        keySpec,
        origin,
        id,
        bypassPolicyLockoutSafetyCheck,
        tags,
        multiRegion,
        xksKeyId);
  }

  /** Returns this request for a key with these tags. */
  public CreateKey withTags(Tag... all) {
    return new CreateKey(
        policy,
        description,
        keyUsage,
        customerMasterKeySpec,
        keySpec,
        origin,
        customKeyStoreId,
        bypassPolicyLockoutSafetyCheck,
        List.of(all),
        multiRegion,
        xksKeyId);
  }

  /** Returns this request for a multi-Region primary key. */
  public CreateKey withMultiRegion() {
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
        true,
        xksKeyId);
  }

  /** The created key. */
  public record Result(KeyMetadata keyMetadata) {}
}
