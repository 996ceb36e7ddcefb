package dev.strongroom.assertj;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Descriptable;
import org.assertj.core.description.Description;

/**
 * Assertions on an emulator: what is stored, what was called, who is let in, which faults struck.
 *
 * <p>None of them leaves a trace in the emulator: see {@link SecretAssert}.
 */
@SuppressWarnings("exports") // who asserts has AssertJ
public final class SecretsEmulatorAssert implements Descriptable<SecretsEmulatorAssert> {

  private final SecretsEmulator actual;
  private final Verdict verdict;

  SecretsEmulatorAssert(SecretsEmulator actual, Verdict verdict) {
    this.actual = actual;
    this.verdict = verdict;
  }

  SecretsEmulator actual() {
    return actual;
  }

  @Override
  public SecretsEmulatorAssert describedAs(Description description) {
    verdict.describe(description);
    return this;
  }

  /** A secret as it is now: by name in the default account and Region, or by ARN anywhere. */
  @CheckReturnValue
  public SecretAssert secret(String nameOrArn) {
    return new SecretAssert(new SideEffectFreeReader(actual), nameOrArn, verdict);
  }

  /**
   * The calls up to now of an operation of Secrets Manager, STS or KMS, those of Secrets Manager to
   * KMS included, or the service's events of that name, e.g. {@code RotationFailed}.
   *
   * @throws IllegalArgumentException naming the nearest if nothing of that name can ever happen
   */
  @CheckReturnValue
  public CallsAssert recorded(String operation) {
    return CallsAssert.of(this, actual, operation, verdict);
  }

  /** That caller may make that call, which is not made. */
  public <Q extends Request<R>, R extends Record> SecretsEmulatorAssert allows(
      Caller caller, Q request) {
    access(caller, request).isAllowed();
    return this;
  }

  /** That user, role or session may make that call, which is not made. */
  public <Q extends Request<R>, R extends Record> SecretsEmulatorAssert allows(
      IamEntity principal, Q request) {
    return allows(principal.caller(), request);
  }

  /**
   * That user, role or session may do that, e.g. {@code secretsmanager:GetSecretValue}, to a
   * secret, by name in its own account or by ARN; with everything else about the call left out.
   *
   * @throws IllegalArgumentException for an action that needs more than a secret, or is none
   */
  public SecretsEmulatorAssert allows(IamEntity principal, String action, String secret) {
    access(principal.caller(), Actions.request(action, secret)).isAllowed();
    return this;
  }

  /**
   * That it may not; goes on with why.
   *
   * @see #allows(IamEntity, String, String)
   */
  public AccessAssert denies(IamEntity principal, String action, String secret) {
    return access(principal.caller(), Actions.request(action, secret)).isDenied();
  }

  /** That caller may not make that call, which is not made; goes on with why. */
  public <Q extends Request<R>, R extends Record> AccessAssert denies(Caller caller, Q request) {
    return access(caller, request).isDenied();
  }

  /** That user, role or session may not make that call, which is not made; goes on with why. */
  public <Q extends Request<R>, R extends Record> AccessAssert denies(
      IamEntity principal, Q request) {
    return denies(principal.caller(), request);
  }

  private <Q extends Request<R>, R extends Record> AccessAssert access(Caller caller, Q request) {
    var call = request.operation() + " by " + caller.principalArn();
    return new AccessAssert(actual.explain(caller, request), call, verdict);
  }

  /** Every fault struck at least once: one that did not proves nothing. */
  public SecretsEmulatorAssert hasNoUnusedFault() {
    try {
      actual.faults().requireAllStruck();
    } catch (AssertionError unused) {
      verdict.fail(String.valueOf(unused.getMessage()));
    }
    return this;
  }

  /**
   * No rotation was left unfinished: AWSPENDING is on no version, or on the current one (ROT-12),
   * of every secret in the default account and Region and wherever else a call of the audit was
   * made to; those scheduled for deletion don't count.
   */
  public SecretsEmulatorAssert hasNoPendingVersion() {
    var unfinished = new SideEffectFreeReader(actual).unfinishedRotations();
    if (!unfinished.isEmpty()) {
      var text = new StringBuilder("Expected that no secret has a pending version, but ");
      text.append(unfinished.size() == 1 ? "this one has" : "these have").append(" one:");
      unfinished.forEach(secret -> text.append('\n').append(secret));
      verdict.fail(text.toString());
    }
    return this;
  }

  /**
   * An operation was called so often at most, failed calls included: reads are paid for, and ought
   * to be cached.
   */
  public SecretsEmulatorAssert calledAtMost(String operation, long calls) {
    return recorded(operation).atMost(calls);
  }
}
