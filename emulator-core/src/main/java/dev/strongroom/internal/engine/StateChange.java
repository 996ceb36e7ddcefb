package dev.strongroom.internal.engine;

import dev.strongroom.internal.service.secretsmanager.RegionSecrets;
import dev.strongroom.internal.service.secretsmanager.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write did, told from the states of its account and Region before and after it.
 *
 * @param goneBefore secrets that had expired unnoticed
 * @param before the secret of the call; null if it wasn't there
 * @param after the secret of the call; null if it still isn't there
 * @param goneAfter secrets that the call deleted without recovery window
 */
record StateChange(
    List<Secret> goneBefore,
    @Nullable Secret before,
    @Nullable Secret after,
    List<Secret> goneAfter) {

  static final StateChange NONE = new StateChange(List.of(), null, null, List.of());

  /**
   * @param name of the secret that the call is about; null if it is about none
   */
  static StateChange of(
      RegionSecrets before, RegionSecrets after, @Nullable String name, Instant now) {
    var goneBefore = before.expired(now);
    var present = before.purged(now);
    var goneAfter =
        after.expired(now).stream()
            .filter(secret -> present.named(secret.arn().name()) != null)
            .toList();
    return new StateChange(
        goneBefore,
        name == null ? null : present.named(name),
        name == null ? null : after.named(name),
        goneAfter);
  }
}
