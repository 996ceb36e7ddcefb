package dev.strongroom.audit;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.iam.Access;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call and its outcome, or something that the service did by itself, as CloudTrail records it;
 * never with a secret value in it.
 *
 * @param requestId null where no request stands behind a service event
 * @param caller of a service event: {@code secretsmanager.amazonaws.com}
 * @param eventSource the service that was called, e.g. {@code secretsmanager.amazonaws.com}
 * @param operation the operation's name, or the service event's
 * @param readOnly whether the operation changes nothing
 * @param secretId the secret as the caller named it; null if the operation takes none
 * @param secretArn the secret it meant; null if there was none
 * @param request what was asked for, without secret values; null for a service event
 * @param response what a write answered; null for a read, a refusal and a service event
 * @param invokedBy the service that made the call for the caller (KMS-5, AUD-9); null if the caller
 *     made it
 * @param additionalEventData further keys of a service event
 * @param access every decision that the call needed; of a denied call also those behind the refusal
 * @param errorCode null if the call succeeded
 * @param errorMessage AWS's text; null if the call succeeded
 */
public record AuditRecord(
    Instant time,
    String eventId,
    @Nullable String requestId,
    Caller caller,
    String eventSource,
    String operation,
    boolean readOnly,
    @Nullable String secretId,
    @Nullable String secretArn,
    @Nullable Record request,
    @Nullable Record response,
    @Nullable String invokedBy,
    Map<String, String> additionalEventData,
    Access access,
    @Nullable ErrorCode errorCode,
    @Nullable String errorMessage) {

  /** The principal of everything that the service does by itself. */
  public static final String SERVICE = "secretsmanager.amazonaws.com";

  public AuditRecord {
    request = request == null ? null : Members.recorded(request);
    response = readOnly || response == null ? null : Members.recorded(response); // AUD-2
    additionalEventData =
        additionalEventData.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new TreeMap<>(additionalEventData));
  }

  /** Creates the record of something that the service did to a secret by itself (AUD-5, AUD-6). */
  public static AuditRecord serviceEvent(
      Instant time,
      String eventId,
      String accountId,
      String region,
      String name,
      String secretArn,
      Map<String, String> additionalEventData) {
    return new AuditRecord(
        time,
        eventId,
        null,
        new Caller(accountId, region, SERVICE, Map.of()),
        SERVICE,
        name,
        false,
        null,
        secretArn,
        null,
        null,
        null,
        additionalEventData,
        new Access(List.of()),
        null,
        null);
  }

  /** Creates the record of something that the service reports of a rotation (AUD-5). */
  public static AuditRecord rotationEvent(
      Instant time,
      String eventId,
      String accountId,
      String region,
      String name,
      String secretArn,
      String versionId,
      @Nullable String errorMessage) {
    return new AuditRecord(
        time,
        eventId,
        "Rotation-" + secretArn + "-" + versionId,
        new Caller(accountId, region, SERVICE, Map.of()),
        SERVICE,
        name,
        false,
        null,
        secretArn,
        null,
        null,
        null,
        Map.of(),
        new Access(List.of()),
        null,
        errorMessage);
  }

  /** Returns whether a service made the call for the caller (KMS-5, AUD-9). */
  public boolean forwarded() {
    return invokedBy != null;
  }

  /** Whether the service did what was asked, or what it had set out to do. */
  public boolean succeeded() {
    return errorCode == null && errorMessage == null;
  }

  /** Whether the service did this by itself, not because of a call. */
  public boolean isServiceEvent() {
    return request == null;
  }

  /** What was asked for, under CloudTrail's names; what was not sent is left out. */
  public Map<String, Object> requestParameters() {
    return Members.map(request);
  }

  /** What a write answered, under CloudTrail's names; empty for a read (AUD-2). */
  public Map<String, Object> responseElements() {
    return Members.map(response);
  }

  /** The whole record under CloudTrail's keys: nested maps, lists, texts, numbers, booleans. */
  public Map<String, @Nullable Object> cloudTrail() {
    return CloudTrailShape.of(this);
  }

  /** What this record is counted under. */
  public Counters.Key key() {
    return new Counters.Key(
        operation,
        secretArn != null ? secretArn : secretId,
        caller.principalArn(),
        succeeded() ? null : errorCode == null ? operation : errorCode.wireName());
  }

  /** The error's name as CloudTrail prints it (AUD-3). */
  static String cloudTrailCode(String wireName) {
    return wireName.equals(ErrorCode.ACCESS_DENIED.wireName()) ? "AccessDenied" : wireName;
  }

  @Override
  public String toString() {
    var text = new StringBuilder().append(time).append(' ').append(operation);
    var key = key();
    if (key.secret() != null) {
      text.append(" on ").append(key.secret());
    }
    if (secretArn == null) { // which would show it
      text.append(" in ").append(caller.region());
    }
    text.append(" by ").append(caller.principalArn());
    if (key.failure() != null) {
      text.append(" failed with ").append(key.failure()).append(": ").append(errorMessage);
    }
    return text.toString();
  }
}
