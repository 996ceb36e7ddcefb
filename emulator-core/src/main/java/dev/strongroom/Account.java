package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.iam.Organization;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.PolicyLevel;
import dev.strongroom.internal.iam.Principal;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** An AWS account in an emulator: its users and roles, and the policies that limit them. */
public final class Account {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

  private final Engine engine;
  private final Caller administrator;

  Account(Engine engine, Caller administrator) {
    this.engine = engine;
    this.administrator = administrator;
  }

  public String id() {
    return administrator.accountId();
  }

  /** Returns the caller that may do everything in the account that no policy denies. */
  public Caller administrator() {
    return administrator;
  }

  /** Returns the role with this name, created if there is none. */
  public IamEntity role(String name) {
    return entity("role/" + name);
  }

  /** Returns the user with this name, created if there is none. */
  public IamEntity user(String name) {
    return entity("user/" + name);
  }

  /**
   * Attaches service control policies to the account, in place of those it had: its users and roles
   * may only do what one of them allows. Without policies, the account is not limited.
   */
  public Account serviceControlPolicies(PolicyDocument... policies) {
    return serviceControlPolicies("", policies);
  }

  /**
   * Attaches service control policies to a level of the organization above the account, in place of
   * those it had. The account, and each level above it that has policies, must allow an action.
   *
   * @param level a name for the organization's root or an organizational unit, such as {@code root}
   */
  public Account serviceControlPolicies(String level, PolicyDocument... policies) {
    var attached = new PolicyLevel(level, Policy.listOf(policies));
    return organization(before -> before.withServiceControls(id(), attached));
  }

  /**
   * Sets the resource control policies that apply to the account's resources, in place of those it
   * had: what they deny is denied to callers of every account.
   *
   * @throws MalformedPolicyException if a statement doesn't deny, or has another Principal than *
   */
  public Account resourceControlPolicies(PolicyDocument... policies) {
    return organization(before -> before.withResourceControls(id(), Policy.listOf(policies)));
  }

  /**
   * Makes a customer managed policy, or changes it wherever it is attached, and returns its ARN: by
   * it, {@link IamEntity#attach} and AssumeRole's {@code PolicyArns} take the policy.
   *
   * @throws IllegalArgumentException if IAM doesn't take the name, or if the policy names
   *     principals
   */
  public String managedPolicy(String name, PolicyDocument policy) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A policy's name has up to 128 letters, digits and +=,.@_- but this one is '"
              + name
              + "'");
    }
    var arn = "arn:" + administrator.partition() + ":iam::" + id() + ":policy/" + name;
    engine.update(world -> world.changingIam(iam -> iam.withManagedPolicy(arn, Policy.of(policy))));
    return arn;
  }

  private Account organization(UnaryOperator<Organization> change) {
    engine.update(world -> world.with(world.iam().with(change.apply(world.iam().organization()))));
    return this;
  }

  private IamEntity entity(String resource) {
    var arn = "arn:" + administrator.partition() + ":iam::" + id() + ":" + resource;
    return new IamEntity(engine, administrator.region(), Principal.parse(arn)).touch();
  }

  @Override
  public String toString() {
    return "Account[" + id() + "]";
  }
}
