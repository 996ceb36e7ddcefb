package dev.strongroom.iam;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decisions on everything that one call needs, of Secrets Manager and of KMS, in the order in
 * which AWS takes them.
 */
public record Access(List<Decision> decisions) {

  /** The access of a call that needs no permission. */
  public static final Access NONE = new Access(List.of());

  public Access {
    decisions = List.copyOf(decisions);
  }

  /** Returns whether every decision allows the call. */
  public boolean allowed() {
    return refusal() == null;
  }

  /** Returns the first decision that refuses the call; null if none does. */
  public @Nullable Decision refusal() {
    return decisions.stream().filter(decision -> !decision.allowed()).findFirst().orElse(null);
  }

  /** Returns the policy changes that the call needs to succeed; empty if it is allowed. */
  public List<Repair> repairs() {
    return decisions.stream().flatMap(decision -> decision.repairs().stream()).toList();
  }

  /** Returns one table per decision, as {@link Decision#toString} prints it. */
  @Override
  public String toString() {
    return decisions.stream().map(Decision::toString).collect(Collectors.joining("\n"));
  }
}
