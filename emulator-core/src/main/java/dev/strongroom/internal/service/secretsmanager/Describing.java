package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.internal.engine.PageToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DescribeSecret, ListSecretVersionIds, and a secret's entry in ListSecrets: all that is told
 * without a value.
 */
public final class Describing {

  private static final int PAGE = 100; // PG-1

  private Describing() {}

  public static DescribeSecret.Result describeSecret(
      Secret secret, DescribeSecret request, Context context) {
    var rotation = secret.rotation();
    return new DescribeSecret.Result(
        secret.arn().toString(),
        secret.name(),
        secret.description(),
        secret.kmsKeyId(), // absent for the default key
        secret.changed(),
        secret.accessed(),
        deletedDate(secret), // MD-8
        secret.tags(), // TAG-8
        stages(secret),
        secret.created(),
        secret.type(),
        secret.owningService(),
        secret.primaryRegion(),
        rotation == null ? null : rotation.enabled(), // ROT-33
        rotation == null ? null : rotation.lambdaArn(),
        rotation == null ? null : rotation.shownRules(Pending.currentSince(secret)),
        rotation == null ? null : rotation.lastRotated(),
        nextRotation(rotation),
        rotation == null ? null : rotation.metadata(),
        rotation == null ? null : rotation.roleArn(),
        Replication.statusOrNull(secret));
  }

  private static @Nullable Instant nextRotation(@Nullable RotationState rotation) { // ROT-38
    var window = rotation == null ? null : rotation.window();
    return window == null ? null : window.closes();
  }

  static ListSecrets.Entry entry(Secret secret) {
    var rotation = secret.rotation();
    return new ListSecrets.Entry(
        secret.arn().toString(),
        secret.name(),
        secret.description(),
        secret.kmsKeyId(),
        secret.changed(),
        secret.accessed(),
        deletedDate(secret), // MD-10
        secret.tags(),
        stages(secret),
        secret.created(),
        secret.type(),
        secret.owningService(),
        secret.primaryRegion(),
        rotation == null ? null : rotation.enabled(),
        rotation == null ? null : rotation.lambdaArn(),
        rotation == null ? null : rotation.shownRules(Pending.currentSince(secret)),
        rotation == null ? null : rotation.lastRotated(),
        nextRotation(rotation),
        rotation == null ? null : rotation.metadata(),
        rotation == null ? null : rotation.roleArn());
  }

  /** The end of the recovery window (TS-7). */
  private static @Nullable Instant deletedDate(Secret secret) {
    return secret.deletion() == null ? null : secret.deletion().date();
  }

  private static @Nullable Map<String, List<String>> stages(Secret secret) { // VER-1
    var stages = secret.versions().idsToLabels();
    return stages.isEmpty() ? null : stages;
  }

  /** Newest version first (PG-7); works on a secret marked for deletion (MD-9). */
  public static ListSecretVersionIds.Result listSecretVersionIds(
      Secret secret, ListSecretVersionIds request, Context context) {
    boolean deprecated = Boolean.TRUE.equals(request.includeDeprecated()); // LSVI-2
    var token = PageToken.of(context.ids(), "ListSecretVersionIds", secret.arn(), deprecated);
    var before = Listing.position(token, request.nextToken());
    int max = request.maxResults() == null ? PAGE : request.maxResults();
    var entries = new ArrayList<ListSecretVersionIds.Entry>();
    String nextToken = null;
    for (var version :
        newestFirst(secret.versions(), deprecated, before == null ? null : Long.valueOf(before))) {
      if (entries.size() == max) {
        nextToken = token.encode(String.valueOf(version.sequence() + 1));
        break;
      }
      var stages = secret.versions().labelsOf(version.id());
      entries.add(
          new ListSecretVersionIds.Entry(
              version.id(),
              stages.isEmpty() ? null : stages,
              version.accessed(),
              version.created(),
              version.value() == null ? List.of() : context.keys().keyIds(version.value())));
    }
    return new ListSecretVersionIds.Result(
        entries, nextToken, secret.arn().toString(), secret.name());
  }

  private static Iterable<Version> newestFirst(
      Versions versions, boolean deprecated, @Nullable Long before) {
    if (deprecated) {
      return () -> versions.newestFirst(before);
    }
    return versions.labels().values().stream()
        .distinct()
        .flatMap(id -> Stream.ofNullable(versions.find(id)))
        .filter(version -> before == null || version.sequence() < before)
        .sorted(Comparator.comparingLong(Version::sequence).reversed())
        .toList();
  }
}
