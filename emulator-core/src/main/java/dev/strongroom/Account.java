package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;

/** An AWS account in an emulator: its users and roles, and the policies that limit them. */
public final class Account {

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
   * Puts service control policies on the account, in place of those it had. As soon as there is
   * one, only what one of them allows is allowed.
   */
  public Account serviceControlPolicies(PolicyDocument... policies) {
    engine.update(world -> world.with(world.iam().withControls(id(), Policy.listOf(policies))));
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
