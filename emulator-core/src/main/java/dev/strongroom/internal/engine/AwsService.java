package dev.strongroom.internal.engine;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.model.ServiceModel;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An AWS service as the engine sees it: its names, its protocol, its table of operations, its part
 * of the state, and what falls due in it. Everything that any part of the emulator must know of a
 * service is said here once.
 */
public interface AwsService {

  /** Returns the name in host names, such as {@code kms}. */
  String endpointPrefix();

  /** Returns the name in events and in service principals, such as {@code kms.amazonaws.com}. */
  default String eventSource() {
    return endpointPrefix() + ".amazonaws.com";
  }

  /** Returns the name in prose, such as {@code Secrets Manager}. */
  String displayName();

  /** Returns the prefix of IAM actions. */
  default String iamPrefix() {
    return endpointPrefix();
  }

  Protocol protocol();

  /** Returns the table of operations. */
  List<Operation<?, ?, ?>> operations();

  /** Returns the operation with this name; null if there is none. */
  default @Nullable Operation<?, ?, ?> operation(String name) {
    for (var operation : operations()) {
      if (operation.name().equals(name)) {
        return operation;
      }
    }
    return null;
  }

  /** Returns the slots that the service has in the state. */
  List<StateSlot<?>> slots();

  /** Returns the service's model, which every request is checked against, whatever the state. */
  ServiceModel model();

  /** Returns the name of the JSON member that holds an error's text (WIRE-2, WIRE-3). */
  default String messageMember(ErrorCode code) {
    return "message";
  }

  /**
   * Returns whether an empty result is an empty object on the wire rather than nothing (WIRE-8).
   */
  default boolean answersEmptyObjects() {
    return false;
  }

  /** Returns the operations that AWS has and the emulator refuses by name. */
  default List<String> notEmulated() {
    return List.of();
  }

  /** Returns the error of a write that could not be kept on disk. */
  default ErrorCode internalError() {
    return ErrorCode.INTERNAL_SERVICE_ERROR;
  }

  /** Returns the text with which the service refuses access. */
  default String denial(AccessDecision decision, @Nullable String resource) {
    return decision.message(resource);
  }

  /** Connects the service with the engine that it belongs to; called once. */
  default void attach(Engine engine) {}

  /** Returns the service for an engine that goes on from the state of this one's. */
  default AwsService fork() {
    return this;
  }

  /**
   * Returns what a resource is in a state, for reads that are to be stale; null if it is absent.
   */
  default @Nullable Object resource(EmulatorState state, AccountRegion region, String name) {
    return null;
  }

  /** Returns a state in which a resource is what {@link #resource} once returned. */
  default EmulatorState withResource(
      EmulatorState state, AccountRegion region, String name, @Nullable Object resource) {
    return state;
  }

  /**
   * Returns the resource with this ARN and the policies that guard it now; null if it is none of
   * this service's.
   */
  default @Nullable Resource guarded(EmulatorState state, String arn) {
    return null;
  }

  /**
   * Returns a state in which the resource with this ARN has another policy.
   *
   * @throws IllegalStateException if it can't have one, saying why
   */
  default EmulatorState withPolicy(EmulatorState state, String arn, Policy policy) {
    throw new IllegalStateException("There is nothing at " + arn + " whose policy can be repaired");
  }

  /** Returns a state in which everything that is due is done that runs no user code. */
  default EmulatorState settled(EmulatorState state, Instant now) {
    return state;
  }

  /** Records what a write caused beyond the call itself, after the record of the call. */
  default <Q extends Request<R>, R extends Record> void recordConsequences(
      StateChange change, Operation<Q, R, ?> operation, Q request, Call call) {}

  /**
   * Called with the record of each call of this service.
   *
   * @param result null if the call was refused
   */
  default void recorded(AuditRecord record, @Nullable Record result) {}

  /** Returns the change that a read makes, such as the date of the last access; null for none. */
  default @Nullable UnaryOperator<EmulatorState> touchedBy(Record result, Call call) {
    return null;
  }

  /** Called on the caller's thread, without a lock, when a call is over. */
  default void callEnded() {}

  /**
   * Returns everything that falls due without a call from an instant on, in any order: also what is
   * no work for the engine, because it is seen when a resource is looked up.
   */
  default Stream<DueEvent> dueEvents(EmulatorState state, Instant now) {
    return Stream.empty();
  }

  /** Returns when a step that runs user code falls due; null if none does. */
  default @Nullable Instant nextStep(EmulatorState state) {
    return null;
  }

  /** Runs all steps that are due, on this thread, without a lock. */
  default void runSteps() {}

  /** Returns whether this thread is inside user code that the service called. */
  default boolean isInUserCode() {
    return false;
  }

  /** Called when the whole state has been replaced. */
  default void restored(EmulatorState state) {}

  /**
   * Called once, before any call, when the state was read from disk: what was under way when the
   * emulator stopped is concluded.
   */
  default void resumed() {}
}
