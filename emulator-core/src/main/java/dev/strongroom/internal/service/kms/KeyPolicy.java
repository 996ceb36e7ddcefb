package dev.strongroom.internal.service.kms;

import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.iam.Policy;

/** A key policy: the text as it was put, which GetKeyPolicy returns, and its compiled form. */
record KeyPolicy(String text, Policy document) {

  private record Kept(String text) {}

  /** What stands for key policies on disk. */
  static final Representation<KeyPolicy, ?> REPRESENTATION =
      new Representation<>(
          KeyPolicy.class, Kept.class, policy -> new Kept(policy.text), kept -> parse(kept.text()));

  /**
   * Compiles a policy once, when it is put.
   *
   * @throws dev.strongroom.iam.MalformedPolicyException if it breaks the policy grammar
   */
  static KeyPolicy parse(String text) {
    return new KeyPolicy(text, Policy.parseResourcePolicy(text));
  }
}
