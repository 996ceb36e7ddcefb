package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the aliases of the caller's account and Region, or those of one key, page by page. */
public record ListAliases(@Nullable String keyId, @Nullable Integer limit, @Nullable String marker)
    implements Request<ListAliases.Result> {

  /** One alias of the list. */
  public record Entry(
      String aliasName,
      String aliasArn,
      String targetKeyId,
      Instant creationDate,
      Instant lastUpdatedDate) {}

  /** What ListAliases answers. */
  public record Result(List<Entry> aliases, @Nullable String nextMarker, boolean truncated) {

    public Result {
      aliases = List.copyOf(aliases);
    }
  }
}
