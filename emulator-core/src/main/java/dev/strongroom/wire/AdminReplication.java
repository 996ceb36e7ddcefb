package dev.strongroom.wire;

import dev.strongroom.internal.service.secretsmanager.Replicator;
import dev.strongroom.wire.AdminRoute.Call;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long replication to each Region takes. */
final class AdminReplication {

  private final Replicator replicator;

  AdminReplication(Replicator replicator) {
    this.replicator = replicator;
  }

  Object show(Call call) {
    var lags = new ArrayList<Map<String, ?>>();
    replicator
        .lags()
        .forEach(
            (region, lag) -> {
              var shown = new LinkedHashMap<String, Object>();
              shown.put("region", region);
              shown.put("lag", lag.toString());
              shown.put("seconds", lag.toSeconds());
              lags.add(shown);
            });
    return Map.of("lags", lags);
  }

  /** Sets how long replication to a Region takes from now on. */
  Object set(Call call) {
    call.only("region", "lag");
    var lag = call.text("lag");
    try {
      replicator.lag(call.text("region"), Duration.parse(lag));
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException("'lag' must be a duration such as PT10S", malformed);
    }
    return show(call);
  }
}
