package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;

import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateDataKey;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.service.kms.Envelope;
import dev.strongroom.internal.service.kms.Key;
import dev.strongroom.internal.service.kms.KeyId;
import dev.strongroom.internal.service.kms.Keys;
import dev.strongroom.internal.service.kms.KmsContext;
import dev.strongroom.internal.service.kms.Sealed;
import dev.strongroom.internal.service.secretsmanager.KeyService;
import dev.strongroom.internal.service.secretsmanager.SecretArn;
import dev.strongroom.time.Ids;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** KMS as one call uses it: every use of a key is decided for the caller (KMS-5). */
final class CallerKms implements KeyService {

  private static final String DEFAULT_KEY = "DefaultEncryptionKey"; // LSVI-1
  private static final String VALIDATION = "RequestToValidateKeyAccess"; // KMS-2

  private static final SecretValue NOTHING = SecretValue.ofBinary(new byte[0]); // it is not told

  private final Call call;
  private final Caller caller;
  private final Identity identity;
  private final Ids ids;
  private EmulatorState world;

  CallerKms(Call call, Identity identity, EmulatorState world) {
    this(call, call.caller, identity, world);
  }

  /**
   * @param caller the call's, in the Region whose keys are used
   */
  private CallerKms(Call call, Caller caller, Identity identity, EmulatorState world) {
    this.call = call;
    this.caller = caller;
    this.identity = identity;
    this.ids = call.ids;
    this.world = world;
  }

  /** The world as the call began, and the AWS managed key if this is its first use (KMS-6). */
  EmulatorState world() {
    return world;
  }

  @Override
  public Sealed seal(
      SecretArn secret, @Nullable String kmsKeyId, String versionId, SecretValue value) {
    var context = Envelope.context(secret.toString(), versionId);
    var key = key(secret, kmsKeyId);
    permit("GenerateDataKey", key, context);
    var stored = Envelope.seal(key, context, value, ids);
    if (call.storedValues != null) {
      call.storedValues.add(secret, versionId, value);
    }
    return stored;
  }

  @Override
  public SecretValue open(SecretArn secret, String versionId, Sealed sealed) {
    var context = Envelope.context(secret.toString(), versionId);
    var keyring = new Permitted(context);
    try {
      return Envelope.open(keyring, context, sealed, ids);
    } catch (ServiceError refusal) {
      if (!call.explaining || refusal.code() != ACCESS_DENIED) {
        throw refusal;
      }
      return Envelope.open(this::find, context, sealed, ids); // for what is decided after this
    } finally {
      keyring.noteLast();
    }
  }

  @Override
  public Sealed rewrap(
      SecretArn secret, @Nullable String kmsKeyId, String versionId, Sealed sealed) {
    var context = Envelope.context(secret.toString(), versionId);
    try {
      var next = key(secret, kmsKeyId);
      var encrypt = decide("Encrypt", next, context);
      var keyring = new Permitted(context);
      var rewrapped =
          encrypt.allowed()
              ? Envelope.rewrap(keyring, next, context, sealed, ids)
              : sealed; // KMS-3: the call still succeeds, so that nothing was refused
      if (!rewrapped.equals(sealed)) {
        keyring.noteLast();
        call.decided(encrypt);
      }
      return rewrapped;
    } catch (ServiceError refusal) {
      return sealed;
    }
  }

  @Override
  public void validate(SecretArn secret, @Nullable String kmsKeyId) {
    var context = Envelope.context(secret.toString(), VALIDATION);
    var key = key(secret, kmsKeyId);
    permit("GenerateDataKey", key, context);
    Envelope.requireSealing(key, ids);
    permit("Decrypt", key, context);
  }

  @Override
  public @Nullable ServiceError refusalIn(SecretArn replica, @Nullable String kmsKeyId) {
    if (kmsKeyId == null) {
      return null; // of the AWS managed key everybody in the account may make use
    }
    var there = new CallerKms(call, caller.in(replica.region()), identity, world);
    Key key;
    try {
      key = there.key(replica, kmsKeyId);
    } catch (ServiceError noSuchKey) {
      return null;
    }
    var context = Envelope.context(replica.toString(), VALIDATION);
    for (var operation : List.of("GenerateDataKey", "Encrypt")) {
      try {
        var decision = there.decide(operation, key, context);
        if (!decision.allowed()) {
          return notAllowed(); // the call still succeeds, so that nothing was refused
        }
        call.decided(decision);
      } catch (ServiceError struck) {
        return struck;
      }
    }
    return null;
  }

  @Override
  public List<String> keyIds(Sealed sealed) {
    return sealed.keyIds().stream().map(this::shown).toList();
  }

  private String shown(String keyArn) {
    var key = find(keyArn);
    return key != null && key.facts().awsManaged() ? DEFAULT_KEY : keyArn;
  }

  /** The keys with which the caller may decrypt; one of several is enough (KMS-3). */
  private final class Permitted implements Envelope.Keyring {

    private final Map<String, String> context;
    private @Nullable AccessDecision last;

    Permitted(Map<String, String> context) {
      this.context = context;
    }

    @Override
    public @Nullable Key find(String keyArn) {
      var key = CallerKms.this.find(keyArn);
      last = key == null ? null : decide("Decrypt", key, context);
      if (last != null && !last.allowed()) {
        throw notAllowed();
      }
      return key;
    }

    /** Notes the decision on the key that opened it, or that was tried last. */
    void noteLast() {
      if (last != null) {
        call.decided(last);
      }
    }
  }

  private @Nullable Key find(String keyArn) {
    return find(KeyId.parse(keyArn, false, caller));
  }

  private @Nullable Key find(KeyId id) {
    return world.keys(new AccountRegion(id.accountId(), id.region())).find(id, call.now);
  }

  /** The key that a secret names; a bare id or alias is one of the caller's account (KMS-7). */
  private Key key(SecretArn secret, @Nullable String kmsKeyId) {
    if (kmsKeyId == null) {
      return managedKey(secret);
    }
    try {
      var id = KeyId.parse(kmsKeyId, true, caller);
      var key = find(id);
      if (key == null) {
        throw id.absent();
      }
      return key;
    } catch (ServiceError refusal) {
      throw Envelope.encryptionFailure(refusal, ids);
    }
  }

  private Key managedKey(SecretArn secret) {
    var place = new AccountRegion(secret.accountId(), secret.region());
    var owner = Caller.administrator(secret.accountId(), secret.region());
    var keys = Keys.withDefaultKey(world.keys(place), new KmsContext(owner, call.now, ids));
    world = world.with(place, keys);
    return Objects.requireNonNull(
        find(KeyId.parse(Keys.SECRETS_MANAGER, true, owner)), "it was made when it was missing");
  }

  private void permit(String operation, Key key, Map<String, String> encryptionContext) {
    AccessDecision decision;
    try {
      decision = decide(operation, key, encryptionContext);
    } catch (ServiceError struck) {
      throw Envelope.encryptionFailure(struck, ids);
    }
    if (!call.decided(decision)) {
      throw notAllowed();
    }
  }

  private static ServiceError notAllowed() { // ERR-3, POL-21
    return ACCESS_DENIED.error("Access to KMS is not allowed");
  }

  /**
   * @throws ServiceError what a fault lets KMS answer
   */
  private AccessDecision decide(String operation, Key key, Map<String, String> encryptionContext) {
    var context =
        ConditionKeys.global(caller, call.now)
            .with("aws:ViaAWSService", true) // KMS-5: forward access
            .with("kms:ViaService", "secretsmanager." + caller.region() + ".amazonaws.com")
            .with("kms:CallerAccount", caller.accountId())
            .encryptionContext(encryptionContext)
            .build();
    var decision =
        AccessDecision.of(
            AccessRequest.of(identity, "kms:" + operation, KeyResources.of(key), context));
    var struck = call.onTheWayToKms.apply(operation);
    var failure =
        struck != null
            ? struck
            : decision.allowed()
                ? Envelope.refusal(key)
                : ACCESS_DENIED.error(decision.message(key.arn().toString()));
    var request = request(operation, key.arn().toString(), encryptionContext);
    call.usesKey(new Call.KeyCall(request, decision, failure));
    if (struck != null) {
      throw struck;
    }
    return decision;
  }

  private static Request<?> request(String operation, String keyArn, Map<String, String> context) {
    return switch (operation) {
      case "GenerateDataKey" ->
          new GenerateDataKey(keyArn, context, null, "AES_256", null, null); // AUD-9
      case "Encrypt" -> new Encrypt(keyArn, NOTHING, context, null, null, null);
      default -> new Decrypt(null, context, null, keyArn, null, null, null);
    };
  }
}
