package dev.strongroom;

import dev.strongroom.fault.Faults;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The IAM actions that a call may need here. A policy for a misspelt one would allow nothing, so
 * that a test which expects a refusal would pass.
 */
final class IamActions {

  private static final Pattern ACTION = Pattern.compile("([a-z0-9-]+):([A-Za-z]+)");

  private static final String SECRETS_MANAGER = "secretsmanager";
  private static final String KMS = "kms";

  /** Permissions of KMS that are no operations. */
  private static final Set<String> KMS_PERMISSIONS =
      Set.of("ReEncryptFrom", "ReEncryptTo", "SynchronizeMultiRegionKey");

  /** What calls need of services that are not emulated as a whole (ROT-13). */
  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "iam", Set.of("PassRole"),
          "lambda", Set.of("InvokeFunction"),
          "sts", Set.of("AssumeRole", "GetCallerIdentity", "SetSourceIdentity", "TagSession"));

  private IamActions() {}

  private static boolean isKnown(String name, Consumer<String> operations) {
    try {
      operations.accept(name);
      return true;
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  /**
   * Accepts an action with wildcards, and anything else that is not written as {@code
   * service:Name}, which policies refuse themselves.
   *
   * @param faults of the emulator, which know the operations: those are the actions (POL-13)
   * @throws IllegalArgumentException if no call needs the action, naming those that are near
   */
  static void require(String action, Faults faults) {
    var parts = ACTION.matcher(action);
    if (!parts.matches()) {
      return;
    }
    var service = parts.group(1);
    var name = parts.group(2);
    if (service.equals(SECRETS_MANAGER)) {
      if (!isKnown(name, faults::on) && isKnown(name, faults.kms()::on)) {
        throw new IllegalArgumentException(
            "No call needs permission for '%s': write kms:%s".formatted(action, name));
      }
      faults.on(name);
    } else if (service.equals(KMS)) {
      if (!KMS_PERMISSIONS.contains(name)) {
        faults.kms().on(name);
      }
    } else if (OTHERS.getOrDefault(service, Set.of()).contains(name)) {
      return;
    } else if (!service.equals("sts") && isKnown(service, faults::service)) {
      faults.service(service).on(name);
    } else if (!OTHERS.containsKey(service)) {
      var services = new TreeSet<>(OTHERS.keySet());
      services.add(SECRETS_MANAGER);
      services.add(KMS);
      throw new IllegalArgumentException(
          "No call needs permission for '%s': write an action of one of %s"
              .formatted(action, services));
    } else {
      throw new IllegalArgumentException(
          "No call needs permission for '%s': of %s, calls need %s"
              .formatted(action, service, new TreeSet<>(OTHERS.getOrDefault(service, Set.of()))));
    }
  }
}
