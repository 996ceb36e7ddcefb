package dev.strongroom.assertj;

import static dev.strongroom.internal.inspect.SecretState.CURRENT;
import static dev.strongroom.internal.inspect.SecretState.PENDING;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.inspect.SecretState;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Descriptable;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one secret as it was when the assertion was started; all except {@link
 * #doesNotExist} fail if there is no such secret.
 *
 * <p>Assertions leave no trace: there is no audit record, LastAccessedDate stays, no fault strikes
 * or counts the reads, and no policy refuses them. Messages show everything but values, unless
 * {@link #showingValues} was called.
 */
@SuppressWarnings("exports") // AssertJ is the application's
public final class SecretAssert implements Descriptable<SecretAssert> {

  private static final int PRINTED = 20;
  private static final String HINT = " (showingValues() quotes both)";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final SideEffectFreeReader reader;
  private final Caller owner;
  private final String secret;
  private final @Nullable SecretState state;
  private final String stage;
  private final boolean showing;
  private final Verdict verdict;

  SecretAssert(SideEffectFreeReader reader, String secret, Verdict verdict) {
    this.reader = reader;
    this.owner = reader.owner(secret);
    this.secret = secret;
    this.state = stateOf(reader, owner, secret);
    this.stage = CURRENT;
    this.showing = false;
    this.verdict = verdict;
  }

  private SecretAssert(SecretAssert other, String stage, boolean showing) {
    this.reader = other.reader;
    this.owner = other.owner;
    this.secret = other.secret;
    this.state = other.state;
    this.stage = stage;
    this.showing = showing;
    this.verdict = other.verdict;
  }

  private static @Nullable SecretState stateOf(
      SideEffectFreeReader reader, Caller owner, String secret) {
    try {
      return SecretState.of(reader, owner, secret);
    } catch (ServiceError refusal) {
      if (refusal.code() == ErrorCode.RESOURCE_NOT_FOUND) {
        return null;
      }
      throw refusal;
    }
  }

  @Override
  public SecretAssert describedAs(Description description) {
    verdict.describe(description);
    return this;
  }

  /** Makes the following assertions on values and version IDs use the version with this label. */
  @CheckReturnValue
  public SecretAssert at(String label) {
    return new SecretAssert(this, label, showing);
  }

  /** Makes the messages of the following assertions quote values that differ. */
  @CheckReturnValue
  public SecretAssert showingValues() {
    return new SecretAssert(this, stage, true);
  }

  /** Verifies that the secret exists, scheduled for deletion or not. */
  public SecretAssert exists() {
    return require("exists", found -> null);
  }

  /** Verifies that there is no such secret, not even one scheduled for deletion. */
  public SecretAssert doesNotExist() {
    if (state != null) {
      verdict.fail(
          "Expected that there is no secret '%s', but there is:\n%s".formatted(secret, state));
    }
    return this;
  }

  /** Verifies that the value of the current version, or that of {@link #at}, is this text. */
  public SecretAssert hasValue(String text) {
    return hasValue(SecretValue.ofText(text));
  }

  /** Verifies that the value of the current version, or that of {@link #at}, is these bytes. */
  public SecretAssert hasBinaryValue(byte[] bytes) {
    return hasValue(SecretValue.ofBinary(bytes));
  }

  private SecretAssert hasValue(SecretValue expected) {
    return value(
        showing ? "the value " + quoted(expected) : "the given value",
        actual ->
            actual.equals(expected)
                ? null
                : "it is " + (showing ? quoted(actual) : "another, " + actual + HINT));
  }

  /**
   * Verifies that the value of the current version, or that of {@link #at}, is a JSON object with
   * this member.
   *
   * @param expected a String, Number, Boolean, or a List or Map of them; {@code 5432} does not
   *     equal {@code "5432"}
   */
  public SecretAssert hasJsonValue(String key, Object expected) {
    var wanted = json(JSON.valueToTree(expected).toString()); // as if read: 5432L is 5432
    return value(
        showing
            ? "a JSON object with '%s': %s".formatted(key, wanted)
            : "a JSON object with the given '%s'".formatted(key),
        actual -> {
          var json = actual.isText() ? json(actual.text()) : null;
          if (json == null || !json.isObject()) {
            return "it is no JSON object, " + (showing ? quoted(actual) : actual + HINT);
          }
          var member = json.get(key);
          if (member == null) {
            var keys = new TreeSet<String>();
            json.fieldNames().forEachRemaining(keys::add);
            return "it has only " + keys;
          }
          return member.equals(wanted)
              ? null
              : "it is " + (showing ? member : "another, a JSON " + kind(member) + HINT);
        });
  }

  /** Verifies that the current version, or that of {@link #at}, has this ID. */
  public SecretAssert hasVersionId(String id) {
    return require(
        "has " + stage + " on version " + id,
        found -> id.equals(found.stages().get(stage)) ? null : whereabouts(found, stage));
  }

  /** Verifies that exactly these labels are on versions of the secret. */
  public SecretAssert hasStages(String... labels) {
    var wanted = new TreeSet<>(Arrays.asList(labels));
    return require(
        "has the labels " + wanted,
        found -> {
          var actual = found.stages().keySet();
          return actual.equals(wanted) ? null : "it has " + actual;
        });
  }

  /** Verifies the number of versions, including those without any label. */
  public SecretAssert hasVersions(int count) {
    return require(
        "has " + versions(count),
        found ->
            found.versions().size() == count
                ? null
                : "it has " + versions(found.versions().size()));
  }

  /**
   * Verifies that AWSPENDING is on another version than the current one: a rotation is unfinished,
   * and RotateSecret would be refused (ROT-11, ROT-12).
   */
  public SecretAssert hasPendingVersion() {
    return require(
        "has a pending version",
        found -> SecretState.hasPending(found.stages()) ? null : whereabouts(found, PENDING));
  }

  /** Verifies that AWSPENDING is on no version, or on the current one (ROT-12). */
  public SecretAssert hasNoPendingVersion() {
    return require(
        "has no pending version",
        found -> SecretState.hasPending(found.stages()) ? whereabouts(found, PENDING) : null);
  }

  /** Verifies that rotation is configured and not cancelled. */
  public SecretAssert hasRotationEnabled() {
    return require(
        "has rotation enabled",
        found ->
            Boolean.TRUE.equals(found.described().rotationEnabled()) ? null : "it has it disabled");
  }

  /** Verifies that rotation was never configured, or was cancelled. */
  public SecretAssert hasRotationDisabled() {
    return require(
        "has rotation disabled",
        found ->
            Boolean.TRUE.equals(found.described().rotationEnabled()) ? "it has it enabled" : null);
  }

  /** Verifies the time of the last successful rotation. */
  public SecretAssert wasLastRotatedAt(Instant instant) {
    return require("was last rotated at " + instant, found -> rotated(found, instant));
  }

  /** Verifies that no rotation has succeeded. */
  public SecretAssert wasNeverRotated() {
    return require("was never rotated", found -> rotated(found, null));
  }

  private static @Nullable String rotated(SecretState found, @Nullable Instant wanted) {
    var last = found.described().lastRotatedDate();
    if (last == null) {
      return wanted == null ? null : "it never was";
    }
    return last.equals(wanted) ? null : "it was at " + last;
  }

  /**
   * Verifies that the secret has a replica in this Region with this status.
   *
   * @param status {@code InSync}, {@code InProgress} or {@code Failed}
   */
  public SecretAssert hasReplica(String region, String status) {
    return require(
        "has a replica in %s that is %s".formatted(region, status),
        found -> {
          var replicas = found.described().replicationStatus();
          if (replicas != null) {
            for (var replica : replicas) {
              if (replica.region().equals(region)) {
                return replica.status().equals(status) ? null : "that is " + replica.status();
              }
            }
          }
          return "it has none there";
        });
  }

  /** Verifies that the secret is scheduled for deletion. */
  public SecretAssert isScheduledForDeletion() {
    return require(
        "is scheduled for deletion",
        found -> found.described().deletedDate() == null ? "it is not" : null);
  }

  /** Verifies that the secret exists and is not scheduled for deletion. */
  public SecretAssert isNotScheduledForDeletion() {
    return require(
        "is not scheduled for deletion",
        found -> found.described().deletedDate() == null ? null : "it is");
  }

  /** Fails unless the secret exists and the function finds no difference. */
  private SecretAssert require(
      String expectation, Function<SecretState, @Nullable String> difference) {
    if (state == null) {
      verdict.fail(
          "Expected that secret '%s' %s, but there is no such secret. There are: %s"
              .formatted(secret, expectation, others()));
      return this;
    }
    var found = difference.apply(state);
    if (found != null) {
      verdict.fail(
          "Expected that secret '%s' %s, but %s:\n%s".formatted(secret, expectation, found, state));
    }
    return this;
  }

  private SecretAssert value(
      String expectation, Function<SecretValue, @Nullable String> difference) {
    return require(
        "has at %s %s".formatted(stage, expectation),
        found -> {
          try {
            var read = reader.read(owner, new GetSecretValue(secret, null, stage));
            var text = read.secretString();
            var bytes = read.secretBinary();
            var value = text != null ? text : bytes;
            return value == null ? "it has none" : difference.apply(value);
          } catch (ServiceError refusal) {
            return "it can't be read (" + refusal.text() + ")";
          }
        });
  }

  private String others() {
    var elsewhere =
        reader.othersWith(secret, owner).stream()
            .limit(PRINTED)
            .map(other -> other.region() + " of account " + other.accountId())
            .collect(joining(", "));
    return namesThere() + (elsewhere.isEmpty() ? "" : ". It exists in " + elsewhere);
  }

  private String namesThere() {
    var names = reader.secrets(owner).stream().map(ListSecrets.Entry::name).sorted().toList();
    if (names.isEmpty()) {
      return "none at all in %s of account %s".formatted(owner.region(), owner.accountId());
    }
    return names.stream().limit(PRINTED).collect(joining(", "))
        + (names.size() > PRINTED ? " and " + (names.size() - PRINTED) + " more" : "");
  }

  private static String whereabouts(SecretState found, String label) {
    var id = found.stages().get(label);
    return id == null ? label + " is on no version" : label + " is on version " + id;
  }

  private static String versions(int count) {
    return count == 1 ? "1 version" : count + " versions";
  }

  private static @Nullable JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  private static String kind(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String quoted(SecretValue value) {
    return value.isText()
        ? "\"" + value.text() + "\""
        : "bytes, in Base64 " + Base64.getEncoder().encodeToString(value.bytes());
  }
}
