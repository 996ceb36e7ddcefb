package dev.strongroom.internal.engine;

import dev.strongroom.internal.iam.ManagedPolicy;
import dev.strongroom.internal.iam.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The managed policies of AWS that concern secrets, as AWS publishes them; they are no state. */
public final class AwsManagedPolicies {

  private static final String PREFIX = ":iam::aws:policy/";

  /** What AWS says of a policy: the number of its default version, and when that was made. */
  private record Published(
      String name, String description, Instant created, int version, Instant updated) {}

  private static final List<Published> ALL =
      List.of(
          new Published(
              "AWSSecretsManagerClientReadOnlyAccess",
              "Provides access to retrieve and describe secrets from Secrets Manager. This policy"
                  + " also allows decrypting KMS keys for Secrets Manager secrets.",
              Instant.parse("2025-11-05T20:04:00Z"),
              3,
              Instant.parse("2026-02-12T18:00:42Z")),
          new Published(
              "SecretsManagerReadWrite",
              "Provides read/write access to AWS Secrets Manager via the AWS Management Console."
                  + " Note: this exludes IAM actions, so combine with IAMFullAccess if rotation"
                  + " configuration is required.",
              Instant.parse("2018-04-04T18:05:29Z"),
              6,
              Instant.parse("2026-08-25T23:37:10Z")));

  private AwsManagedPolicies() {}

  /** Returns the ARNs of all, in a partition. */
  public static List<String> arns(String partition) {
    return ALL.stream().map(published -> "arn:" + partition + PREFIX + published.name()).toList();
  }

  /** Returns the document of a policy with its ARN as its name; null if it is none of these. */
  static @Nullable Policy document(String arn) {
    var managed = get(arn);
    return managed == null ? null : managed.policy();
  }

  /** Returns the policy with an ARN; null if it is none of these. */
  public static @Nullable ManagedPolicy get(String arn) {
    int at = arn.indexOf(PREFIX);
    if (at < 0) {
      return null;
    }
    var name = arn.substring(at + PREFIX.length());
    return ALL.stream()
        .filter(published -> published.name().equals(name))
        .findAny()
        .map(published -> read(published, arn))
        .orElse(null);
  }

  private static ManagedPolicy read(Published published, String arn) {
    return new ManagedPolicy(
        Policy.parseWritten(text(published.name())).named(arn),
        null,
        published.created(),
        published.updated(),
        published.description(),
        Map.of(),
        published.version(),
        published.version(),
        published.updated(),
        List.of());
  }

  private static String text(String name) {
    try (var text = AwsManagedPolicies.class.getResourceAsStream(name + ".json")) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
