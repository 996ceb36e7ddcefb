package dev.strongroom.iam;

import dev.strongroom.api.ServiceError;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decisions on everything that one call needs, of Secrets Manager and of KMS, in the order in
 * which AWS takes them.
 *
 * @param failure what refuses the call for another reason than a policy, such as a missing secret
 *     or a disabled key; null if nothing does
 */
public record Access(List<Decision> decisions, @Nullable ServiceError failure) {

  /** The access of a call that needs no permission. */
  public static final Access NONE = new Access(List.of());

  public Access {
    decisions = List.copyOf(decisions);
  }

  /** Creates the access of a call that nothing but policies can refuse. */
  public Access(List<? extends Decision> decisions) {
    this(List.copyOf(decisions), null);
  }

  /** Returns whether the call succeeds: every decision allows it, and nothing else refuses it. */
  public boolean allowed() {
    return refusal() == null && failure == null;
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
    var tables = decisions.stream().map(Decision::toString).collect(Collectors.joining("\n"));
    return failure == null
        ? tables
        : tables
            + "\nrefused for another reason: "
            + failure.code().wireName()
            + ": "
            + failure.text();
  }
}
