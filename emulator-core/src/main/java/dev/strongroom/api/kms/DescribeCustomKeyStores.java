package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists custom key stores: all of them, or the one of that ID or name. */
public record DescribeCustomKeyStores(
    @Nullable String customKeyStoreId,
    @Nullable String customKeyStoreName,
    @Nullable Integer limit,
    @Nullable String marker)
    implements Request<DescribeCustomKeyStores.Result> {

  /** Lists all key stores. */
  public static final DescribeCustomKeyStores ALL =
      new DescribeCustomKeyStores(null, null, null, null);

  /** A custom key store. */
  public record CustomKeyStoresListEntry(String customKeyStoreId, String customKeyStoreName) {}

  /** The key stores: none, because each needs hardware or a proxy. */
  public record Result(
      List<CustomKeyStoresListEntry> customKeyStores,
      @Nullable String nextMarker,
      boolean truncated) {

    public Result {
      customKeyStores = List.copyOf(customKeyStores);
    }
  }
}
