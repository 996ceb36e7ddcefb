package dev.strongroom.report;

import static dev.strongroom.report.ConfigRule.Compliance.COMPLIANT;
import static dev.strongroom.report.ConfigRule.Compliance.NON_COMPLIANT;
import static dev.strongroom.report.ConfigRule.Compliance.NOT_APPLICABLE;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.service.kms.KeyId;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.service.secretsmanager.Pending;
import dev.strongroom.internal.service.secretsmanager.RotationState;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the managed rules by which AWS Config judges secrets (CFG-1). A rule judges all secrets
 * that are not marked for deletion, in all accounts and Regions.
 */
public final class ConfigRule {

  /** What a rule says of a secret. */
  public enum Compliance {
    COMPLIANT,
    NON_COMPLIANT,
    NOT_APPLICABLE
  }

  /**
   * A rule's verdict on one secret.
   *
   * @param reason why, for a reader
   */
  public record Evaluation(String secretArn, Compliance compliance, String reason) {}

  /** What a rule says of a secret at an instant. */
  private interface Judgement {
    Evaluation of(Secret secret, AccountRegion place, EmulatorState state, Instant now);
  }

  private final String identifier;
  private final Judgement judgement;

  private ConfigRule(String identifier, Judgement judgement) {
    this.identifier = identifier;
    this.judgement = judgement;
  }

  /** Every secret rotates on a schedule or by hand: its rotation is enabled. */
  public static ConfigRule rotationEnabled() {
    return new ConfigRule(
        "SECRETSMANAGER_ROTATION_ENABLED_CHECK",
        (secret, place, state, now) ->
            rotates(secret)
                ? verdict(secret, COMPLIANT, "its rotation is enabled")
                : verdict(secret, NON_COMPLIANT, "its rotation is not enabled"));
  }

  /**
   * Every secret rotates, and at least as often as that.
   *
   * @throws IllegalArgumentException if the period is less than an hour
   */
  public static ConfigRule rotationEnabled(Duration maximumFrequency) {
    requireAtLeast(Duration.ofHours(1), maximumFrequency);
    return new ConfigRule(
        "SECRETSMANAGER_ROTATION_ENABLED_CHECK",
        (secret, place, state, now) -> {
          var rules = rotates(secret) ? rotation(secret).rules() : null;
          if (rules == null) {
            return verdict(secret, NON_COMPLIANT, "it has no schedule of rotation");
          }
          var since = Pending.currentSince(secret);
          var first = RotationState.schedule(rules).windowAfter(since, since).opens();
          var second = RotationState.schedule(rules).windowAfter(first, first).opens();
          var period = Duration.between(first, second);
          return period.compareTo(maximumFrequency) <= 0
              ? verdict(secret, COMPLIANT, "it rotates every " + words(period))
              : verdict(
                  secret,
                  NON_COMPLIANT,
                  "it rotates every " + words(period) + ", not " + words(maximumFrequency));
        });
  }

  /** Every scheduled rotation succeeded by its date. */
  public static ConfigRule scheduledRotationSuccess() {
    return new ConfigRule(
        "SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK",
        (secret, place, state, now) -> {
          var rules = rotates(secret) ? rotation(secret).rules() : null;
          if (rules == null) {
            return verdict(secret, NOT_APPLICABLE, "it has no schedule of rotation");
          }
          var since = lastChange(secret);
          var date = RotationState.schedule(rules).windowAfter(since, since).closes();
          return now.isAfter(date)
              ? verdict(secret, NON_COMPLIANT, "it was to rotate by " + date)
              : verdict(secret, COMPLIANT, "it is to rotate by " + date);
        });
  }

  /**
   * Every secret has been rotated within so many days; one that never was counts from its creation.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public static ConfigRule periodicRotation(int maxDaysSinceRotation) {
    requireAtLeast(Duration.ofDays(1), Duration.ofDays(maxDaysSinceRotation));
    return new ConfigRule(
        "SECRETSMANAGER_SECRET_PERIODIC_ROTATION",
        (secret, place, state, now) ->
            within(
                secret,
                secret.rotation() == null ? null : secret.rotation().lastRotated(),
                "rotated",
                maxDaysSinceRotation,
                now));
  }

  /**
   * Every secret has been read within so many days; one that never was counts from its creation.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public static ConfigRule unused(int unusedForDays) {
    requireAtLeast(Duration.ofDays(1), Duration.ofDays(unusedForDays));
    return new ConfigRule(
        "SECRETSMANAGER_SECRET_UNUSED",
        (secret, place, state, now) ->
            within(secret, secret.accessed(), "read", unusedForDays, now));
  }

  /** Every secret is encrypted with a customer key: with one of these, if there are any. */
  public static ConfigRule usingCmk(String... kmsKeyArns) {
    return usingCmk(List.of(kmsKeyArns));
  }

  /** Every secret is encrypted with a customer key: with one of these, if there are any. */
  public static ConfigRule usingCmk(Collection<String> kmsKeyArns) {
    var allowed = Set.copyOf(kmsKeyArns);
    return new ConfigRule(
        "SECRETSMANAGER_USING_CMK",
        (secret, place, state, now) -> {
          var key = customerKey(secret, place, state, now);
          if (key == null) {
            return verdict(secret, NON_COMPLIANT, "its key is aws/secretsmanager");
          }
          return allowed.isEmpty() || allowed.contains(key)
              ? verdict(secret, COMPLIANT, "its key is " + key)
              : verdict(secret, NON_COMPLIANT, "its key is another one: " + key);
        });
  }

  /** Returns the rule's identifier, as in {@code SECRETSMANAGER_SECRET_UNUSED}. */
  public String identifier() {
    return identifier;
  }

  /** Returns the name that AWS gives it, as in {@code secretsmanager-secret-unused}. */
  public String name() {
    return identifier.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the verdict on every secret, in the order of accounts, Regions and names. */
  public List<Evaluation> evaluate(SecretsEmulator aws) {
    var state = EmulatorInternals.engine(aws).state();
    var now = aws.clock().instant();
    return state
        .all(SecretsManager.SECRETS)
        .flatMap(
            region ->
                region
                    .getValue()
                    .all()
                    .filter(secret -> secret.goneAt() == null)
                    .map(secret -> judgement.of(secret, region.getKey(), state, now)))
        .toList();
  }

  private static Evaluation verdict(Secret secret, Compliance compliance, String reason) {
    return new Evaluation(secret.arn().toString(), compliance, reason);
  }

  /**
   * When the secret was last rotated or given a value by hand, which counts as a rotation (ROT-39);
   * a rotation that took several attempts ends later than its version was created.
   */
  private static Instant lastChange(Secret secret) {
    var rotated = rotation(secret).lastRotated();
    var since = Pending.currentSince(secret);
    return rotated != null && rotated.isAfter(since) ? rotated : since;
  }

  private static boolean rotates(Secret secret) {
    return secret.rotation() != null && secret.rotation().enabled();
  }

  private static RotationState rotation(Secret secret) {
    return Objects.requireNonNull(secret.rotation());
  }

  /** Whether something happened within so many days; what never did counts from the creation. */
  private static Evaluation within(
      Secret secret, @Nullable Instant last, String what, int days, Instant now) {
    var since = last == null ? secret.created() : last;
    var reason = last == null ? "it was never " + what + " since " : "it was " + what + " last at ";
    boolean isTooLong = Duration.between(since, now).compareTo(Duration.ofDays(days)) > 0;
    return verdict(secret, isTooLong ? NON_COMPLIANT : COMPLIANT, reason + since);
  }

  /** The ARN of the customer key that a secret is set to; null if it is the AWS managed one. */
  private static @Nullable String customerKey(
      Secret secret, AccountRegion place, EmulatorState state, Instant now) {
    var id = secret.kmsKeyId();
    if (id == null || id.endsWith("alias/aws/secretsmanager")) {
      return null;
    }
    try {
      var named = KeyId.parse(id, true, Caller.administrator(place.accountId(), place.region()));
      var key =
          state.in(Kms.KEYS, new AccountRegion(named.accountId(), named.region())).find(named, now);
      return key == null ? id : key.facts().awsManaged() ? null : key.arn().toString();
    } catch (ServiceError noSuchKey) { // the secret keeps a name that means nothing any more
      return id;
    }
  }

  private static void requireAtLeast(Duration least, Duration given) {
    if (given.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "The period is " + words(given) + ", but must be at least " + words(least));
    }
  }

  private static String words(Duration duration) {
    long hours = duration.toHours();
    return hours % 24 == 0 && hours != 0 ? hours / 24 + " days" : hours + " hours";
  }

  @Override
  public String toString() {
    return name();
  }
}
