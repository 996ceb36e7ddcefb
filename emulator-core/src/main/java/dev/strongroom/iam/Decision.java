package dev.strongroom.iam;

import java.util.List;

/**
 * The answer to the question whether a caller may perform one action on one resource: allowed or
 * not, and by which kind of policy.
 *
 * <p>Decisions are made by the emulator. Explanation and repairs are computed when a method asks
 * for them.
 */
public interface Decision {

  /** The result of one layer for a request. */
  enum Outcome {
    /** A statement allows the action, and none denies it. */
    ALLOW,
    /** A statement denies the action. */
    EXPLICIT_DENY,
    /** The layer has policies, but no statement of them applies. */
    IMPLICIT_DENY,
    /** The layer has no policies. */
    NOT_PRESENT
  }

  /**
   * One statement, or one KMS grant, of a layer: whether it applies to the request, and why.
   *
   * @param policy the name of the policy; empty if it has none
   * @param statement the statement's Sid, or {@code #} and its position from 1
   */
  record Finding(String policy, String statement, boolean allows, boolean applies, String why) {}

  /** The result of one layer, with a finding for each of its statements. */
  record LayerResult(Layer layer, Outcome outcome, List<Finding> findings) {}

  /** Returns whether the caller may perform the action. */
  boolean allowed();

  /** Returns the layer that grants the access, or the first layer that refuses it. */
  Layer layer();

  /** Returns whether a Deny statement refused the action; otherwise an Allow is missing. */
  boolean isExplicitDeny();

  /** Returns the ARN of the caller, or the name of the calling service. */
  String caller();

  /** Returns the IAM action with its prefix, such as {@code secretsmanager:GetSecretValue}. */
  String action();

  /** Returns the ARN of the resource; {@code *} for actions without one. */
  String resource();

  /** Returns the results of all layers that apply to this kind of resource, in AWS's order. */
  List<LayerResult> layers();

  /**
   * Returns the result of one layer; {@link Outcome#NOT_PRESENT} if it doesn't apply to this kind
   * of resource.
   */
  LayerResult layer(Layer layer);

  /**
   * Returns the changes of policies that, made one after the other, allow exactly this action;
   * empty if it is allowed.
   */
  List<Repair> repairs();

  /** Returns a table of all layers and statements, and the repairs, for a person to read. */
  @Override
  String toString();
}
