package dev.strongroom.internal.engine;

import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.Fault;
import dev.strongroom.internal.iam.AccessDecision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes of one call while it is carried out; only the engine writes it. */
final class CallResult {

  /** A call to another operation that is over, to be recorded before the call that made it. */
  record Inner<Q extends Request<R>, R extends Record>(
      OperationTable.Row<Q, R> row,
      Q request,
      Call call,
      @Nullable R result,
      @Nullable ServiceError refusal) {}

  /** The access checks that were made, in order. */
  final List<AccessDecision> decisions = new ArrayList<>(2);

  final List<Inner<?, ?>> inner = new ArrayList<>(1);

  /** The faults that made another service slow: that time passes once no lock is held. */
  final List<Fault> delays = new ArrayList<>(0);

  /** Whether the request obeys the service model. */
  boolean modelled;

  /** Whether the request has passed the checks that come before any look-up. */
  boolean checked;

  /** What the operation's look-up has found; null if the call was refused before. */
  @Nullable Object found;

  /** The ARN that was last made a text of. */
  @Nullable Object arn;

  String textOfArn = "";

  /** The state after what inner calls changed; null if they changed nothing. */
  @Nullable EmulatorState changed;

  /** What the call changed; null for a read, and for a write that has not taken effect. */
  @Nullable StateChange change;
}
