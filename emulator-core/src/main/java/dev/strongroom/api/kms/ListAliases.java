package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the aliases of the caller's account and Region, or those of one key, page by page. */
public record ListAliases(@Nullable String keyId, @Nullable Integer limit, @Nullable String marker)
    implements Request<ListAliases.Result> {

  /** Lists all, in pages of the default size. */
  public static ListAliases all() {
    return new ListAliases(null, null, null);
  }

  /** Returns this request with a key: its ID, ARN, or an alias. */
  public ListAliases withKeyId(@Nullable String value) {
    return new ListAliases(value, limit, marker);
  }

  /** Returns this request with a limit to the results of a page. */
  public ListAliases withLimit(@Nullable Integer value) {
    return new ListAliases(keyId, value, marker);
  }

  /** Returns this request with the marker of the next page. */
  public ListAliases withMarker(@Nullable String value) {
    return new ListAliases(keyId, limit, value);
  }

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
