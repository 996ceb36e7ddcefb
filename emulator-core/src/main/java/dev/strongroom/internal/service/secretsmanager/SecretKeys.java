package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateDataKey;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Call.Attempt;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.service.kms.KeyArn;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.service.kms.ManagedKey;
import dev.strongroom.internal.service.secretsmanager.Sealed.Wrapping;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** KMS as Secrets Manager calls it for a caller. Every use of a key is a call to KMS (KMS-5). */
public final class SecretKeys implements KeyService {

  private static final String DEFAULT_KEY = "DefaultEncryptionKey"; // LSVI-1
  private static final String KEY_PAIR = "Cannot generate a data key with an asymmetric KMS key";
  private static final String VALIDATION = "RequestToValidateKeyAccess"; // KMS-2

  /** The errors that a key causes, as opposed to missing permission or an outage of KMS. */
  private static final Set<ErrorCode> OF_THE_KEY =
      EnumSet.of(NOT_FOUND, DISABLED, KMS_INVALID_STATE, INVALID_KEY_USAGE);

  private final SecretsManager service;
  private final Call call;

  SecretKeys(SecretsManager service, Call call) {
    this.service = service;
    this.call = call;
  }

  /** Returns the state, with the AWS managed key if the call created it (KMS-6). */
  public EmulatorState state() {
    return call.state();
  }

  @Override
  public Sealed seal(
      SecretArn secret, @Nullable String kmsKeyId, String versionId, SecretValue value) {
    var context = Envelope.context(call.text(secret), versionId);
    var dataKey = generated(key(secret, kmsKeyId), context);
    var sealed =
        Envelope.seal(
            dataKey.plaintext(),
            new Wrapping(dataKey.keyId(), dataKey.ciphertextBlob()),
            context,
            value,
            call.ids());
    if (call.takesEffect()) {
      service.storedValues().add(secret, versionId, value);
    }
    return sealed;
  }

  private GenerateDataKey.Result generated(String key, Map<String, String> context) {
    try {
      return call.invoke(generate(key, context));
    } catch (ServiceError refusal) {
      boolean isPair = refusal.code() == INVALID_KEY_USAGE && Kms.isKeyPair(call, key);
      throw failure(
          "encrypt", isPair ? INVALID_KEY_USAGE.error(KEY_PAIR) : refusal); // KMS-7, KR-10
    }
  }

  private static GenerateDataKey generate(String key, Map<String, String> context) { // AUD-9
    return GenerateDataKey.of(key).withEncryptionContext(context).withKeySpec("AES_256");
  }

  @Override
  public SecretValue open(SecretArn secret, String versionId, Sealed sealed) {
    var context = Envelope.context(call.text(secret), versionId);
    var opened = opened(sealed, context);
    if (opened.refusal() != null && !call.takesEffect()) {
      return Envelope.open(anyway(sealed, context).plaintext(), context, sealed, call.ids());
    }
    try {
      return Envelope.open(opened.orThrow().plaintext(), context, sealed, call.ids());
    } catch (ServiceError refusal) {
      throw failure("decrypt", refusal);
    }
  }

  /** Tries the keys of a value, oldest first; one of several is enough (KMS-3). */
  private Attempt<Decrypt.Result> opened(Sealed sealed, Map<String, String> context) {
    Attempt<Decrypt.Result> attempt = null;
    for (var wrapping : sealed.wrappings()) {
      attempt = call.attempt(decrypt(wrapping, context));
      if (attempt.refusal() == null) {
        break;
      }
    }
    return Objects.requireNonNull(attempt, "a value has a key");
  }

  /** Decrypts a value in an explained call, for the checks that follow. */
  private Decrypt.Result anyway(Sealed sealed, Map<String, String> context) {
    try {
      return call.invoke(decrypt(sealed.wrappings().get(sealed.wrappings().size() - 1), context));
    } catch (ServiceError refusal) {
      throw failure("decrypt", refusal);
    }
  }

  private static Decrypt decrypt(Wrapping wrapping, Map<String, String> context) {
    return Decrypt.of(wrapping.dataKey())
        .withEncryptionContext(context)
        .withKeyId(wrapping.keyArn());
  }

  /** Encrypts a data key under one more key; a failure does not refuse the call (KMS-3). */
  @Override
  public Sealed rewrap(
      SecretArn secret, @Nullable String kmsKeyId, String versionId, Sealed sealed) {
    var context = Envelope.context(call.text(secret), versionId);
    var opened = opened(sealed, context);
    var dataKey = opened.result();
    if (dataKey == null) {
      return sealed;
    }
    var encrypt =
        Encrypt.of(key(secret, kmsKeyId), dataKey.plaintext()).withEncryptionContext(context);
    var wrapped = call.attempt(encrypt);
    var wrapping = wrapped.result();
    if (wrapping == null) {
      return sealed;
    }
    opened.count();
    wrapped.count();
    return sealed.and(new Wrapping(wrapping.keyId(), wrapping.ciphertextBlob()));
  }

  @Override
  public void validate(SecretArn secret, @Nullable String kmsKeyId) {
    var context = Envelope.context(call.text(secret), VALIDATION);
    var dataKey = generated(key(secret, kmsKeyId), context);
    try {
      var unused =
          call.invoke(decrypt(new Wrapping(dataKey.keyId(), dataKey.ciphertextBlob()), context));
    } catch (ServiceError refusal) {
      throw failure("encrypt", refusal);
    }
  }

  @Override
  public @Nullable ServiceError refusalIn(SecretArn replica, @Nullable String kmsKeyId) {
    if (kmsKeyId == null) {
      return null; // everyone in the account may use the AWS managed key
    }
    var context = Envelope.context(replica.toString(), VALIDATION);
    var generated = call.attempt(generate(kmsKeyId, context), replica.region());
    var dataKey = generated.result();
    if (dataKey == null) {
      return refusal(generated);
    }
    generated.count();
    var encrypt = Encrypt.of(kmsKeyId, dataKey.plaintext()).withEncryptionContext(context);
    var encrypted = call.attempt(encrypt, replica.region());
    if (encrypted.refusal() == null) {
      encrypted.count();
    }
    return refusal(encrypted);
  }

  private static @Nullable ServiceError refusal(Attempt<?> attempt) {
    var refusal = attempt.refusal();
    if (refusal == null || OF_THE_KEY.contains(refusal.code())) {
      return null;
    }
    return refusal.code() == ACCESS_DENIED ? notAllowed() : refusal;
  }

  @Override
  public List<String> keyIds(Sealed sealed) {
    return sealed.keyIds().stream()
        .map(arn -> Kms.isAwsManaged(call.state(), arn) ? DEFAULT_KEY : arn)
        .toList();
  }

  /** Returns the key that a secret names; an ID or alias is one of the caller's account (KMS-7). */
  private String key(SecretArn secret, @Nullable String kmsKeyId) {
    if (kmsKeyId != null) {
      return kmsKeyId;
    }
    var region = new AccountRegion(secret.accountId(), secret.region());
    call.bringAbout(state -> Kms.withManagedKey(state, region, ManagedKey.SECRETS_MANAGER, call));
    return KeyArn.text(
        secret.partition(), secret.region(), secret.accountId(), Kms.SECRETS_MANAGER_KEY);
  }

  private ServiceError failure(String verb, ServiceError refusal) {
    return refusal.code() == ACCESS_DENIED
        ? notAllowed()
        : Envelope.failure(verb, refusal, call.ids());
  }

  private static ServiceError notAllowed() { // ERR-3, POL-21
    return ACCESS_DENIED.error("Access to KMS is not allowed");
  }
}
