package dev.strongroom.local.internal.ecs;

import org.jspecify.annotations.Nullable;

/** A {@code valueFrom} that names a secret, and what of it (ECS-1). */
record SecretReference(
    String arn,
    String region,
    @Nullable String key,
    @Nullable String stage,
    @Nullable String versionId) {

  /**
   * Returns whether the text is the ARN of something in Secrets Manager; else it is Parameter
   * Store's.
   */
  static boolean isOfSecretsManager(String valueFrom) {
    var parts = valueFrom.split(":", 6);
    return parts.length == 6 && parts[0].equals("arn") && parts[2].equals("secretsmanager");
  }

  /** Parses the ARN of a secret; null if its resource has neither 2 nor 5 parts. */
  static @Nullable SecretReference parse(String valueFrom) {
    var parts = valueFrom.split(":", 6);
    var resource = parts[5].split(":", -1);
    boolean isWhole = resource.length == 2;
    if (!isWhole && resource.length != 5) { // ECS-1
      return null;
    }
    var arn = valueFrom.substring(0, valueFrom.length() - parts[5].length());
    return new SecretReference(
        arn + resource[0] + ":" + resource[1],
        parts[3],
        isWhole ? null : orNull(resource[2]),
        isWhole ? null : orNull(resource[3]),
        isWhole ? null : orNull(resource[4]));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
