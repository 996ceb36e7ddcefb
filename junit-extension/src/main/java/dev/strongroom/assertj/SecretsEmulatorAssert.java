package dev.strongroom.assertj;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.iam.Access;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import dev.strongroom.report.Bill;
import java.math.BigDecimal;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Descriptable;
import org.assertj.core.description.Description;

/**
 * Assertions on an emulator: its secrets, the calls that it recorded, permissions, and faults.
 *
 * <p>None of them leaves a trace in the emulator, as {@link SecretAssert} describes.
 */
@SuppressWarnings("exports") // AssertJ is the application's
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

  /**
   * Starts assertions on a secret, by name in the default account and Region, or by ARN anywhere.
   */
  @CheckReturnValue
  public SecretAssert secret(String nameOrArn) {
    return new SecretAssert(new SideEffectFreeReader(actual), nameOrArn, verdict);
  }

  /**
   * Starts assertions on the calls up to now of an operation of Secrets Manager, STS or KMS,
   * including those of Secrets Manager to KMS, or on the service events of a name, such as {@code
   * RotationFailed}.
   *
   * @throws IllegalArgumentException if there is no such operation or event, naming those that are
   *     near
   */
  @CheckReturnValue
  public CallsAssert recorded(String operation) {
    return CallsAssert.of(this, actual, operation, verdict);
  }

  /** Verifies that the caller may make the call, without making it. */
  public <Q extends Request<R>, R extends Record> SecretsEmulatorAssert allows(
      Caller caller, Q request) {
    access(caller, request).isAllowed();
    return this;
  }

  /** Verifies that the user, role or session may make the call, without making it. */
  public <Q extends Request<R>, R extends Record> SecretsEmulatorAssert allows(
      IamEntity principal, Q request) {
    return allows(principal.caller(), request);
  }

  /**
   * Verifies that the user, role or session may do something, such as {@code
   * secretsmanager:GetSecretValue}, with a secret, by name in the principal's own account or by
   * ARN. All optional members of the request are left out, and only permissions count: rotating is
   * allowed to those who may rotate, also if the secret has no function yet.
   *
   * @throws IllegalArgumentException for an action that needs more than a secret, or is none
   */
  public SecretsEmulatorAssert allows(IamEntity principal, String action, String secret) {
    permissions(principal.caller(), Actions.request(action, secret)).isAllowed();
    return this;
  }

  /**
   * Verifies that it may not, and continues with assertions on the reason.
   *
   * @see #allows(IamEntity, String, String)
   */
  public AccessAssert denies(IamEntity principal, String action, String secret) {
    return permissions(principal.caller(), Actions.request(action, secret)).isDenied();
  }

  /** Verifies that the caller may not make the call, and continues with the reason. */
  public <Q extends Request<R>, R extends Record> AccessAssert denies(Caller caller, Q request) {
    return access(caller, request).isDenied();
  }

  /**
   * Verifies that the user, role or session may not make the call, and continues with the reason.
   */
  public <Q extends Request<R>, R extends Record> AccessAssert denies(
      IamEntity principal, Q request) {
    return denies(principal.caller(), request);
  }

  private <Q extends Request<R>, R extends Record> AccessAssert access(Caller caller, Q request) {
    return access(caller, request, actual.explain(caller, request));
  }

  private <Q extends Request<R>, R extends Record> AccessAssert permissions(
      Caller caller, Q request) {
    return access(caller, request, new Access(actual.explain(caller, request).decisions()));
  }

  private AccessAssert access(Caller caller, Request<?> request, Access access) {
    return new AccessAssert(access, request.operation() + " by " + caller.principalArn(), verdict);
  }

  /**
   * Verifies that every fault struck at least once: a test shows nothing about one that did not.
   */
  public SecretsEmulatorAssert hasNoUnusedFault() {
    try {
      actual.faults().requireAllStruck();
    } catch (AssertionError unused) {
      verdict.fail(String.valueOf(unused.getMessage()));
    }
    return this;
  }

  /**
   * Verifies that no rotation was left unfinished (ROT-12): in the default account and Region, and
   * in those of every recorded call, AWSPENDING is on no version of a secret, or on its current
   * one. Secrets scheduled for deletion don't count.
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
   * Verifies that an operation was called at most so often, including failed calls: AWS charges for
   * reads, and applications should cache them.
   */
  public SecretsEmulatorAssert calledAtMost(String operation, long calls) {
    return recorded(operation).atMost(calls);
  }

  /**
   * Verifies that AWS would charge at most so many US dollars for what was stored and called up to
   * now, on the emulator's clock.
   *
   * @throws IllegalArgumentException if the amount is negative
   * @throws IllegalStateException if the audit has dropped records, so that calls are missing
   */
  public SecretsEmulatorAssert costsAtMost(double dollars) {
    var most = BigDecimal.valueOf(dollars);
    if (most.signum() < 0) {
      throw new IllegalArgumentException("An amount of money can't be negative: " + dollars);
    }
    var bill = Bill.of(actual);
    if (bill.total().compareTo(most) > 0) {
      verdict.fail(
          "Expected costs of at most $%s, but AWS would charge:%n%s"
              .formatted(most.toPlainString(), bill));
    }
    return this;
  }
}
