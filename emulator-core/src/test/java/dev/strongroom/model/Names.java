package dev.strongroom.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ARNs that a history has come across. A history is made before it runs, so it names secrets by
 * what they are to it, and learns here how the emulator calls them.
 */
final class Names {

  private final Map<String, List<String>> arns = new HashMap<>();

  /** Notes an ARN; false if it was known. */
  boolean learn(String name, String arn) {
    var known = arns.computeIfAbsent(name, absent -> new ArrayList<>());
    return !known.contains(arn) && known.add(arn);
  }

  /** A SecretId for a reference such as {@code old:a}; what has no colon stands for itself. */
  String resolve(String reference) {
    if (reference == null || !reference.contains(":")) {
      return reference;
    }
    var name = reference.substring(reference.indexOf(':') + 1);
    var known = arns.getOrDefault(name, List.of(unknown(name)));
    var latest = known.get(known.size() - 1);
    return switch (reference.substring(0, reference.indexOf(':'))) {
      case "arn" -> latest;
      case "old" -> known.get(Math.max(0, known.size() - 2));
      case "partial" -> latest.substring(0, latest.length() - 7);
      case "suffixed" -> latest.substring(latest.indexOf(":secret:") + 8);
      case "elsewhere" -> latest.replace("us-east-1", "eu-central-1");
      case "unknown" -> unknown(name);
      default -> throw new IllegalArgumentException(reference);
    };
  }

  private static String unknown(String name) {
    return "arn:aws:secretsmanager:us-east-1:123456789012:secret:" + name + "-000000";
  }
}
