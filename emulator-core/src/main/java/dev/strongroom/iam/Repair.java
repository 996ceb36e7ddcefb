package dev.strongroom.iam;

/**
 * One change of one policy that a refused call needs to succeed: a statement to add or to remove.
 *
 * @param owner the ARN of the principal or resource whose policy changes, or an account ID
 * @param policy the name of the policy that changes; empty if it has none
 * @param statement the statement as JSON
 */
public record Repair(Change change, Layer layer, String owner, String policy, String statement) {

  /** What happens to the statement. */
  public enum Change {
    ADD,
    REMOVE
  }

  /** Returns the change as a sentence. */
  @Override
  public String toString() {
    var where = "the %s of %s%s".formatted(layer, owner, policy.isEmpty() ? "" : ", " + policy);
    return change == Change.ADD
        ? "add to %s: %s".formatted(where, statement)
        : "remove from %s, with everything else it denies: %s".formatted(where, statement);
  }
}
