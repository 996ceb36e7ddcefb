package dev.strongroom.internal.iam;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A KMS grant: the operations that a principal may do with a key, within an encryption context.
 *
 * @param operations names without prefix, such as {@code Decrypt}
 * @param contextSubset pairs that the request's encryption context must hold; may be empty
 * @param contextEquals all pairs of the request's encryption context; empty when unconstrained
 * @param sourceArn the resource for which the request must be made; null when unconstrained
 */
public record Grant(
    String id,
    Principal grantee,
    Set<String> operations,
    Map<String, String> contextSubset,
    Map<String, String> contextEquals,
    @Nullable String sourceArn) {

  /** Constraints speak about these only; DescribeKey and the like take no context (KMS-15). */
  private static final Set<String> WITH_CONTEXT =
      Set.of(
          "Encrypt",
          "Decrypt",
          "GenerateDataKey",
          "GenerateDataKeyWithoutPlaintext",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext",
          "ReEncryptFrom",
          "ReEncryptTo");

  public Grant {
    operations = Set.copyOf(operations);
    contextSubset = Map.copyOf(contextSubset);
    contextEquals = Map.copyOf(contextEquals);
  }

  public Grant(
      String id,
      Principal grantee,
      Set<String> operations,
      Map<String, String> contextSubset,
      Map<String, String> contextEquals) {
    this(id, grantee, operations, contextSubset, contextEquals, null);
  }

  public static Grant of(String id, Principal grantee, String... operations) {
    return new Grant(id, grantee, Set.of(operations), Map.of(), Map.of());
  }

  Reach reach(AccessRequest request) {
    return covers(request.action()) && constraintsHold(request)
        ? PrincipalSet.of(grantee).reach(request.caller())
        : Reach.NOBODY;
  }

  boolean covers(String action) {
    return action.startsWith("kms:") && operations.contains(action.substring("kms:".length()));
  }

  boolean constraintsHold(AccessRequest request) {
    if (sourceArn != null
        && !request.action().equals("kms:RetireGrant")
        && !request.context().values("aws:SourceArn").contains(sourceArn)) {
      return false;
    }
    if (!WITH_CONTEXT.contains(request.action().substring("kms:".length()))) {
      return true;
    }
    var sent = request.context().encryptionContext();
    return sent.entrySet().containsAll(contextSubset.entrySet())
        && (contextEquals.isEmpty() || sent.equals(contextEquals)); // KMS-15: exact, any order
  }
}
