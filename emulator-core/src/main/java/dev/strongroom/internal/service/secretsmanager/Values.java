package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;

import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.internal.service.kms.Keys;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations PutSecretValue and UpdateSecret, and the rules on values and tokens that
 * CreateSecret shares with them.
 */
public final class Values {

  private Values() {}

  public static void check(PutSecretValue request) {
    requireToken(request.clientRequestToken());
    if (request.secretString() == null && request.secretBinary() == null) { // PSV-3
      throw INVALID_REQUEST.error("You must provide either SecretString or SecretBinary.");
    }
    requireOneKind(request.secretString(), request.secretBinary()); // PSV-4
  }

  public static void check(UpdateSecret request) {
    requireToken(request.clientRequestToken());
    requireOneKind(request.secretString(), request.secretBinary()); // US-6
  }

  public static Change<PutSecretValue.Result> putSecretValue(
      Secret secret, PutSecretValue request, Context context) {
    requireReachableKey(secret, context);
    secret.requireNotMarkedForDeletion(); // MD-5
    var token = requireToken(request.clientRequestToken());
    if (secret.progress() == null || !secret.progress().versionId().equals(token)) {
      secret.requireUnmanaged(); // ROT-43
    }
    requireRotationToken(secret, request.rotationToken()); // ROT-19
    var value = eitherOf(request.secretString(), request.secretBinary());
    if (isReplay(secret, token, value, context)) { // IDEM-4: nothing moves
      return new Change<>(secret, putResult(secret, token, context));
    }
    var stages = request.versionStages();
    var changed =
        put(
                secret,
                token,
                value,
                stages == null ? Set.of(Versions.CURRENT) : new LinkedHashSet<>(stages),
                context)
            .changedBy(context);
    return new Change<>(changed, putResult(changed, token, context));
  }

  public static Change<UpdateSecret.Result> updateSecret(
      Secret secret, UpdateSecret request, Context context) {
    secret.requireNotMarkedForDeletion(); // MD-5
    secret.requireUnmanaged(); // ROT-43
    var token = requireToken(request.clientRequestToken());
    var next = secret;
    if (request.kmsKeyId() != null) {
      next =
          underKey(
              next, keyOrDefault(request.kmsKeyId(), secret.arn().accountId()), context); // US-5
    }
    if (request.description() != null) {
      next =
          next.with(draft -> draft.description = emptyToNull(request.description())); // US-3, US-4
    }
    if (request.type() != null) { // ROT-44
      next = next.with(draft -> draft.type = emptyToNull(request.type()));
    }
    boolean hasValue = request.secretString() != null || request.secretBinary() != null;
    if (hasValue) {
      var value = eitherOf(request.secretString(), request.secretBinary());
      if (!isReplay(secret, token, value, context)) { // IDEM-5
        next = put(next, token, value, Set.of(Versions.CURRENT), context); // US-1
      }
    }
    return new Change<>(
        next.changedBy(context), // US-7
        new UpdateSecret.Result(secret.arn().toString(), secret.name(), hasValue ? token : null));
  }

  static String requireToken(@Nullable String token) { // IDEM-2
    if (token == null) {
      throw INVALID_REQUEST.error(
          "You must provide a ClientRequestToken value. We recommend a UUID-type value.");
    }
    return token;
  }

  static void requireOneKind(@Nullable SecretValue text, @Nullable SecretValue binary) { // CS-2
    if (text != null && binary != null) {
      throw INVALID_PARAMETER.error(
          "You can't specify both a binary secret value and a string secret value in the same secret.");
    }
  }

  /**
   * Returns whether the token already made a version with this value; refuses another value
   * (IDEM-6).
   */
  static boolean isReplay(
      Secret secret, String token, @Nullable SecretValue value, Context context) {
    var version = secret.versions().find(token);
    if (version == null || version.value() == null) {
      return false; // IDEM-8
    }
    if (!context.keys().open(secret.arn(), token, version.value()).equals(value)) {
      throw RESOURCE_EXISTS.error(
          "You can't use ClientRequestToken "
              + token
              + " because that value is already in use for a version of secret "
              + secret.arn()
              + ".");
    }
    return true;
  }

  static Secret put(
      Secret secret, String versionId, SecretValue value, Set<String> stages, Context context) {
    var stored = context.keys().seal(secret.arn(), secret.kmsKeyId(), versionId, value);
    var next = secret.with(secret.versions().put(versionId, stored, stages, context));
    return next.rotation() != null && Pending.isCurrent(next, versionId)
        ? currentChanged(next, versionId, context.now())
        : next;
  }

  /** Ends the rotation that a new current value makes obsolete, and postpones the next one. */
  private static Secret currentChanged(Secret secret, String versionId, Instant now) {
    var next = secret;
    var progress = secret.progress();
    if (progress != null && !progress.versionId().equals(versionId)) { // ROT-31
      next = progress.testOnly() ? Pending.dropped(next, progress.versionId()) : next;
      next = Pending.unlabelled(next).rotating(draft -> draft.progress = null);
    }
    var rules = next.rotation() == null ? null : next.rotation().rules();
    boolean isCounted = rules != null && rules.automaticallyAfterDays() != null;
    return next.rotating(
        draft -> {
          if (draft.window != null && isCounted) { // ROT-39
            draft.window = RotationState.window(rules, now, now);
          }
        });
  }

  private static void requireRotationToken(Secret secret, @Nullable SecretValue rotationToken) {
    var progress = secret.progress();
    if (rotationToken != null
        && (progress == null
            || !rotationToken.equals(SecretValue.ofText(progress.rotationToken())))) {
      throw INVALID_PARAMETER.error(
          "The RotationToken is not that of a rotation of this secret that is in progress"
              + " (Strongroom's own text).");
    }
  }

  /** Returns the secret under another key, which is added to labelled versions (KMS-3). */
  private static Secret underKey(Secret secret, @Nullable String kmsKeyId, Context context) {
    if (Objects.equals(kmsKeyId, secret.kmsKeyId())) {
      return secret;
    }
    context.keys().validate(secret.arn(), kmsKeyId); // KMS-2
    var rewrapped =
        secret
            .versions()
            .rewrapped((id, old) -> context.keys().rewrap(secret.arn(), kmsKeyId, id, old));
    return secret.with(
        draft -> {
          draft.kmsKeyId = kmsKeyId;
          draft.versions = rewrapped;
        });
  }

  /** Refuses access across accounts to values under the AWS managed key (ERR-4). */
  static void requireReachableKey(Secret secret, Context context) {
    boolean foreign = !secret.arn().accountId().equals(context.caller().accountId());
    if (foreign && secret.kmsKeyId() == null) {
      throw INVALID_REQUEST.error(
          "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.");
    }
  }

  /**
   * Returns the key as it is stored: null for the AWS managed key of the secret's account, whether
   * it was omitted, or named by alias or alias ARN (KMS-4, US-5).
   */
  static @Nullable String keyOrDefault(@Nullable String kmsKeyId, String accountId) {
    boolean managed =
        kmsKeyId == null
            || kmsKeyId.isEmpty()
            || kmsKeyId.equals(Keys.SECRETS_MANAGER)
            || kmsKeyId.endsWith(":" + accountId + ":" + Keys.SECRETS_MANAGER);
    return managed ? null : kmsKeyId;
  }

  static SecretValue eitherOf(@Nullable SecretValue text, @Nullable SecretValue binary) {
    var value = text != null ? text : binary;
    if (value == null) {
      throw new IllegalStateException("check() lets no request without a value pass");
    }
    return value;
  }

  static @Nullable String emptyToNull(@Nullable String text) { // CS-3
    return text == null || text.isEmpty() ? null : text;
  }

  private static PutSecretValue.Result putResult(Secret secret, String versionId, Context context) {
    return new PutSecretValue.Result(
        context.arn(), secret.name(), versionId, secret.versions().labelsOf(versionId));
  }
}
