package dev.strongroom.iam;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call may be made: the decisions on all it needs, of Secrets Manager and of KMS, in the
 * order in which they are asked for.
 */
public record Access(List<Decision> decisions) {

  /** Nothing had to be decided. */
  public static final Access NONE = new Access(List.of());

  public Access {
    decisions = List.copyOf(decisions);
  }

  /** Whether every decision allows the call. */
  public boolean allowed() {
    return refusal() == null;
  }

  /** The first decision that refuses the call; null if none does. */
  public @Nullable Decision refusal() {
    return decisions.stream().filter(decision -> !decision.allowed()).findFirst().orElse(null);
  }

  /** What would have to change for the call to succeed; nothing if it is allowed. */
  public List<Repair> repairs() {
    return decisions.stream().flatMap(decision -> decision.repairs().stream()).toList();
  }

  @Override
  public String toString() {
    return decisions.stream().map(Decision::toString).collect(Collectors.joining("\n"));
  }
}
