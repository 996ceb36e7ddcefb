package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A user, a role or a session of a role in an emulator; what is attached to it counts from the next
 * call on, and is part of the emulator's snapshots.
 */
public final class IamEntity {

  private final Engine engine;
  private final String region;
  private final Principal principal;

  IamEntity(Engine engine, String region, Principal principal) {
    this.engine = engine;
    this.region = region;
    this.principal = principal;
  }

  public String arn() {
    return principal.arn();
  }

  /** This user or role as the caller of requests, in the emulator's default Region. */
  public Caller caller() {
    return new Caller(principal.account(), region, principal.arn(), Map.of());
  }

  /**
   * Attaches one more identity policy, which allows an action on these resources, or on everything.
   *
   * @param action such as {@code secretsmanager:GetSecretValue}; may have wildcards
   * @throws IllegalArgumentException if no call needs the action, e.g. because it is misspelt
   */
  public IamEntity allow(String action, String... resources) {
    IamActions.require(action, engine.faults());
    return policy(PolicyDocument.allow(action).on(orEverything(resources)));
  }

  /**
   * Attaches one more identity policy, which denies an action on these resources, or on everything.
   *
   * @param action such as {@code secretsmanager:GetSecretValue}; may have wildcards
   * @throws IllegalArgumentException if no call needs the action, e.g. because it is misspelt
   */
  public IamEntity deny(String action, String... resources) {
    IamActions.require(action, engine.faults());
    return policy(PolicyDocument.deny(action).on(orEverything(resources)));
  }

  /** Attaches one more identity policy. */
  public IamEntity policy(PolicyDocument policy) {
    return change(identity -> identity.policy(Policy.of(policy)));
  }

  /**
   * Attaches a managed policy.
   *
   * @param policyArn what {@link Account#managedPolicy} returned
   * @throws IllegalArgumentException if there is no such policy in the account
   */
  public IamEntity attach(String policyArn) {
    engine.update(
        world -> {
          var policy = world.iam().attachable(policyArn, principal.account());
          if (policy == null) {
            throw new IllegalArgumentException(
                "There is no managed policy "
                    + policyArn
                    + " in the account of "
                    + principal
                    + ": make it with account(...).managedPolicy(...)");
          }
          return world.changingIam(
              iam -> iam.withIdentity(principal, identity -> identity.policy(policy)));
        });
    return this;
  }

  /** Detaches an identity policy that equals this one, if there is one. */
  public IamEntity detach(PolicyDocument policy) {
    return change(identity -> identity.withoutPolicy(Policy.of(policy)));
  }

  /** Sets the permissions boundary, in place of the one that was there. */
  public IamEntity boundary(PolicyDocument policy) {
    return change(identity -> identity.boundary(Policy.of(policy)));
  }

  /**
   * Sets the trust policy of this role: who may assume it, in place of who was said before. Without
   * one, every principal of the role's account that has the permission may.
   *
   * @see PolicyDocument#parseTrustPolicy
   */
  public IamEntity trust(PolicyDocument policy) {
    return change(identity -> identity.trust(Policy.of(policy)));
  }

  /** Sets a principal tag, {@code aws:PrincipalTag/<key>} in policies. */
  public IamEntity tag(String key, String value) {
    return change(identity -> identity.tag(key, value));
  }

  /**
   * Gives it an access key id: requests whose credentials name that id are its own (CAL-1). Secret
   * keys are not looked at.
   *
   * @throws IllegalArgumentException if the id is somebody else's
   */
  public IamEntity accessKey(String id) {
    if (id.matches("[0-9]{12}")) {
      throw new IllegalArgumentException(
          "The access key id '"
              + id
              + "' is that of an account's administrator: choose one that is not of 12 digits");
    }
    engine.update(
        world -> {
          var owner = owner(world, id);
          if (owner != null && !owner.equals(principal)) {
            throw new IllegalArgumentException(
                "The access key id '" + id + "' is that of " + owner.arn() + ": choose another");
          }
          return world.with(
              world.iam().withIdentity(principal, identity -> identity.accessKey(id)));
        });
    return this;
  }

  private static @Nullable Principal owner(EmulatorState world, String accessKeyId) {
    try {
      return world.iam().withAccessKey(accessKeyId, Instant.MIN);
    } catch (ServiceError inactive) {
      throw new IllegalArgumentException(
          "The access key id '"
              + accessKeyId
              + "' is one that is inactive or deleted: choose another",
          inactive);
    }
  }

  /**
   * Returns a session of this role, which may do what the role may.
   *
   * @param policies session policies, which limit that
   */
  public IamEntity session(String name, PolicyDocument... policies) {
    var issued = engine.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return new IamEntity(engine, region, principal.session(name))
        .change(
            identity ->
                identity
                    .attribute("aws:TokenIssueTime", issued)
                    .with(Layer.SESSION_POLICY, Policy.listOf(policies)));
  }

  IamEntity touch() {
    return change(identity -> identity);
  }

  /** Removes it, with all that is attached to it. */
  void remove() {
    engine.update(state -> state.with(state.iam().without(principal)));
  }

  private IamEntity change(UnaryOperator<Identity> change) {
    engine.update(world -> world.with(world.iam().withIdentity(principal, change)));
    return this;
  }

  private static String[] orEverything(String... resources) {
    return resources.length == 0 ? new String[] {"*"} : resources;
  }

  @Override
  public String toString() {
    return principal.arn();
  }
}
