package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.KeyMetadata;
import dev.strongroom.api.kms.KeyMetadata.MultiRegionConfiguration;
import dev.strongroom.api.kms.KeyMetadata.MultiRegionKey;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.UpdateKeyDescription;
import dev.strongroom.internal.service.kms.RegionKeys.Alias;
import dev.strongroom.internal.service.kms.RegionKeys.RegionChange;
import dev.strongroom.internal.time.Ids;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CreateKey, DescribeKey, ListKeys, the states of a key and its deletion. */
public final class Keys {

  /** The alias of the key that Secrets Manager uses by default. */
  public static final String SECRETS_MANAGER = "alias/aws/secretsmanager";

  private static final String AWS_KMS = "AWS_KMS";
  private static final int DEFAULT_WINDOW_DAYS = 30;
  private static final int YEAR = 365;

  private Keys() {}

  /** Returns the same keys with a service's own key, which its first use makes. */
  static RegionKeys withManagedKey(RegionKeys keys, ManagedKey managed, KmsContext context) {
    var arn = KeyArn.of(context.caller(), context.ids().keyId());
    var now = context.now();
    var key =
        Key.create(
                new Key.Facts(
                    arn,
                    now,
                    KeySpec.SYMMETRIC_DEFAULT,
                    KeyUsage.ENCRYPT_DECRYPT,
                    AWS_KMS,
                    true,
                    null),
                managed.description(),
                Material.secret(KeySpec.SYMMETRIC_DEFAULT, context.ids()),
                KeyPolicies.awsManaged(arn, managed),
                Collections.emptySortedMap())
            .with(draft -> draft.rotation = Key.Rotation.from(now, YEAR));
    return keys.with(key).with(new Alias(managed.alias(), arn.keyId(), now, now));
  }

  public static RegionChange<CreateKey.Result> createKey(
      RegionKeys keys, CreateKey request, KmsContext context) {
    var spec = requireSpec(request);
    var usage = requireUsage(spec, request.keyUsage());
    var origin = requireOrigin(request);
    var policy = request.policy() == null ? null : KeyPolicies.requireFitting(request.policy());
    var tags = KeyTags.requireValid(request.tags() == null ? List.of() : request.tags());
    boolean multiRegion = Boolean.TRUE.equals(request.multiRegion());
    var uuid = context.ids().keyId();
    var id = multiRegion ? "mrk-" + uuid.replace("-", "") : uuid; // KMS-14
    var arn = KeyArn.of(context.caller(), id);
    boolean isExternal = origin.equals(Key.EXTERNAL);
    var importing = isExternal ? Material.secret(KeySpec.SYMMETRIC_DEFAULT, context.ids()) : null;
    var key =
        Key.create(
                new Key.Facts(arn, context.now(), spec, usage, origin, false, importing),
                request.description() == null ? "" : request.description(),
                isExternal ? null : first(spec, context),
                policy == null ? KeyPolicies.byDefault(arn) : KeyPolicy.parse(policy),
                tags)
            .with(
                draft ->
                    draft.multiRegion = multiRegion ? MultiRegion.primaryIn(arn.region()) : null);
    return new RegionChange<>(keys.with(key), new CreateKey.Result(metadata(key)));
  }

  /** Generates the key pair of a new key, before the write takes its turn: RSA takes long. */
  static @Nullable Material prepare(CreateKey request, Ids ids) {
    if (request.origin() != null && !request.origin().equals(AWS_KMS)) {
      return null;
    }
    var name = request.keySpec() != null ? request.keySpec() : request.customerMasterKeySpec();
    return Arrays.stream(KeySpec.values())
        .filter(spec -> spec.name().equals(name) && spec.pair != null)
        .findAny()
        .map(spec -> Material.pair(spec, ids))
        .orElse(null);
  }

  private static Material first(KeySpec spec, KmsContext context) {
    if (spec.pair == null) {
      return Material.secret(spec, context.ids());
    }
    return context.prepared() == null ? Material.pair(spec, context.ids()) : context.prepared();
  }

  private static KeySpec requireSpec(CreateKey request) {
    if (request.keySpec() != null && request.customerMasterKeySpec() != null) {
      throw VALIDATION.error(
          "You cannot specify KeySpec and CustomerMasterKeySpec in the same request."
              + " CustomerMasterKeySpec is deprecated.");
    }
    var name = request.keySpec() != null ? request.keySpec() : request.customerMasterKeySpec();
    return name == null ? KeySpec.SYMMETRIC_DEFAULT : requireSpec(name);
  }

  /** Refuses keys of custom key stores, of which there are none: they need hardware. */
  private static String requireOrigin(CreateKey request) {
    if (request.customKeyStoreId() != null) {
      throw CustomKeyStores.absent(request.customKeyStoreId());
    }
    var origin = request.origin() == null ? AWS_KMS : request.origin();
    if (!origin.equals(AWS_KMS) && !origin.equals(Key.EXTERNAL)) {
      throw VALIDATION.error("You must specify a CustomKeyStoreId for keys of origin " + origin);
    }
    return origin;
  }

  static KeySpec requireSpec(String name) {
    return Arrays.stream(KeySpec.values())
        .filter(spec -> spec.name().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                UNSUPPORTED_OPERATION.error(
                    "Strongroom doesn't emulate keys of spec " + name + "."));
  }

  private static KeyUsage requireUsage(KeySpec spec, @Nullable String name) { // KMS-12
    if (name == null) {
      if (spec != KeySpec.SYMMETRIC_DEFAULT) {
        throw VALIDATION.error(
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption"
                + " keys.");
      }
      return KeyUsage.ENCRYPT_DECRYPT;
    }
    var usage = KeyUsage.valueOf(name);
    if (!spec.allows(usage)) {
      throw VALIDATION.error("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
    }
    return usage;
  }

  public static DescribeKey.Result describeKey(Key key, DescribeKey request, KmsContext context) {
    return new DescribeKey.Result(metadata(key));
  }

  static KeyMetadata metadata(Key key) { // KMS-14
    var facts = key.facts();
    var arn = facts.arn();
    var spec = facts.spec();
    var imported = key.isExternal() && key.isComplete() ? key.material().imported() : null;
    return new KeyMetadata(
        arn.accountId(),
        arn.keyId(),
        arn.toString(),
        facts.created(),
        key.state().isEnabled(),
        key.description(),
        facts.usage().name(),
        key.state().name(),
        key.state().deletionDate(),
        imported == null ? null : imported.validTo(),
        facts.origin(),
        imported == null ? null : imported.expirationModel(),
        facts.awsManaged() ? "AWS" : "CUSTOMER",
        customerMasterKeySpec(spec),
        spec.name(),
        algorithms(key, KeyUsage.ENCRYPT_DECRYPT),
        algorithms(key, KeyUsage.SIGN_VERIFY),
        algorithms(key, KeyUsage.KEY_AGREEMENT),
        key.multiRegion() != null,
        configuration(key),
        key.state().windowDays(),
        algorithms(key, KeyUsage.GENERATE_VERIFY_MAC),
        spec == KeySpec.SYMMETRIC_DEFAULT ? key.materialId() : null);
  }

  private static @Nullable MultiRegionConfiguration configuration(Key key) {
    var set = key.multiRegion();
    if (set == null) {
      return null;
    }
    var replicas = set.replicas().keySet().stream().map(region -> related(key, region)).toList();
    return new MultiRegionConfiguration(
        key.isReplica() ? "REPLICA" : "PRIMARY", related(key, set.primary()), replicas);
  }

  private static MultiRegionKey related(Key key, String region) {
    return new MultiRegionKey(key.arn().in(region).toString(), region);
  }

  /** The deprecated member knows nothing of newer specs. */
  static @Nullable String customerMasterKeySpec(KeySpec spec) {
    return spec == KeySpec.ECC_NIST_EDWARDS25519 || spec.isMlDsa() ? null : spec.name();
  }

  /** What the key can do in a usage; null if it isn't its own. */
  static @Nullable List<String> algorithms(Key key, KeyUsage usage) {
    return key.facts().usage() == usage ? key.spec().algorithms(usage) : null;
  }

  public static ListKeys.Result listKeys(RegionKeys keys, ListKeys request, KmsContext context) {
    var page = Page.of(context, 100, request.limit(), request.marker(), "keys");
    var listed = page.take(keys.after(page.after(), context.now()), key -> key.arn().keyId());
    var entries =
        listed.entries().stream()
            .map(key -> new ListKeys.Entry(key.arn().keyId(), key.arn().toString()))
            .toList();
    return new ListKeys.Result(entries, listed.nextMarker(), listed.truncated());
  }

  public static Change<UpdateKeyDescription.Result> updateKeyDescription(
      Key key, UpdateKeyDescription request, KmsContext context) {
    key.requireNotPendingDeletion();
    return new Change<>(
        key.with(draft -> draft.description = request.description()),
        new UpdateKeyDescription.Result());
  }

  public static Change<EnableKey.Result> enableKey(Key key, EnableKey request, KmsContext context) {
    key.requireNotPendingDeletion().requireImported();
    return new Change<>(key.inState(KeyState.ENABLED, context.now()), new EnableKey.Result());
  }

  public static Change<DisableKey.Result> disableKey(
      Key key, DisableKey request, KmsContext context) {
    key.requireNotPendingDeletion().requireImported();
    return new Change<>(key.inState(KeyState.DISABLED, context.now()), new DisableKey.Result());
  }

  public static Change<ScheduleKeyDeletion.Result> scheduleKeyDeletion(
      Key key, ScheduleKeyDeletion request, KmsContext context) {
    var window = request.pendingWindowInDays();
    int days = window == null ? DEFAULT_WINDOW_DAYS : window;
    if (days < 7 || days > 30) { // KMS-11
      throw VALIDATION.error(
          "PendingWindowInDays must be between 7 and 30 (inclusive), but it is " + days + ".");
    }
    key.requireNotPendingDeletion();
    var state =
        hasReplicas(key)
            ? KeyState.pendingReplicaDeletion(days)
            : KeyState.pendingDeletion(context.now().plus(Duration.ofDays(days)));
    return new Change<>(
        key.inState(state, context.now()),
        new ScheduleKeyDeletion.Result(
            key.arn().toString(), state.deletionDate(), state.name(), days));
  }

  public static Change<CancelKeyDeletion.Result> cancelKeyDeletion(
      Key key, CancelKeyDeletion request, KmsContext context) {
    if (!key.state().isPendingDeletion() && !key.state().isPendingReplicaDeletion()) {
      throw KMS_INVALID_STATE.error(key.arn() + " is not pending deletion.");
    }
    var state = key.isComplete() ? KeyState.DISABLED : KeyState.PENDING_IMPORT; // KMS-13
    return new Change<>(
        key.inState(state, context.now()), new CancelKeyDeletion.Result(key.arn().toString()));
  }

  private static boolean hasReplicas(Key key) {
    return key.multiRegion() != null && !key.isReplica() && !key.multiRegion().replicas().isEmpty();
  }
}
