package dev.strongroom.internal.engine;

import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.CallDescription;
import dev.strongroom.fault.Fault;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Decision;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.service.kms.Material;
import dev.strongroom.internal.service.secretsmanager.SecretId;
import dev.strongroom.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known of a call so far, on its way through the gate; belongs to one thread. */
final class Call {

  final Caller caller;
  final String requestId;
  final Ids ids;
  final boolean ticking;

  /**
   * Whether the call is only asked about: nothing is refused, and nothing is kept but decisions.
   */
  final boolean explaining;

  /** A use of a key that Secrets Manager makes for the caller, and why it fails if it does. */
  record KeyCall(Request<?> request, Decision decision, @Nullable ServiceError failure) {}

  private final List<Decision> decisions = new ArrayList<>(2);
  private final List<KeyCall> keyCalls = new ArrayList<>(1);
  @Nullable SecretId secretId;
  @Nullable String secretArn;
  EmulatorState world;
  Instant now;

  /** How faults tell it from others; null if nothing can strike it. */
  @Nullable CallDescription occasion;

  /** Whether a fault lets it answer a page without entries. */
  boolean emptyPage;

  /** What an operation of KMS fails with because of a fault; null if none strikes. */
  Function<String, @Nullable ServiceError> onTheWayToKms = operation -> null;

  /** The faults that made KMS slow in it: that time passes once no lock is held. */
  final List<Fault> slowKms = new ArrayList<>(0);

  /** Where each value goes that is sealed; nobody keeps it unless somebody asked. */
  @Nullable StoredValues storedValues;

  /** What was made for the write before it took the lock; null if nothing was. */
  @Nullable Material prepared;

  /** What a write did; nothing until it is done. */
  StateChange effects = StateChange.NONE;

  Call(
      Caller caller,
      String requestId,
      EmulatorState world,
      Instant now,
      boolean ticking,
      Ids ids,
      boolean explaining) {
    this.caller = caller;
    this.requestId = requestId;
    this.world = world;
    this.now = now;
    this.ticking = ticking;
    this.ids = ids;
    this.explaining = explaining;
  }

  /** Notes a decision; whether the call may go on. */
  boolean decided(Decision decision) {
    decisions.add(decision);
    return explaining || decision.allowed();
  }

  void usesKey(KeyCall keyCall) {
    keyCalls.add(keyCall);
  }

  List<KeyCall> keyCalls() {
    return keyCalls;
  }

  Access access() {
    return new Access(decisions);
  }

  /** The question about the operation itself, which was asked first. */
  AccessRequest asked() {
    return ((AccessDecision) decisions.get(0)).request();
  }

  /** The secret's name; null if the request names none. */
  @Nullable String secretName(Request<?> request) {
    return request instanceof CreateSecret create
        ? create.name()
        : secretId == null ? null : secretId.name();
  }

  SecretId requiredId() {
    return Objects.requireNonNull(secretId, "the operation names no secret");
  }

  /**
   * The account of the ARN, or the caller's for a name; always the Region that was called, where no
   * other Region's ARN is found (ID-11).
   */
  AccountRegion place() {
    var account =
        secretId == null || secretId.accountId() == null
            ? caller.accountId()
            : secretId.accountId();
    return new AccountRegion(account, caller.region());
  }
}
