package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes a key. */
public record DescribeKey(String keyId, @Nullable List<String> grantTokens)
    implements Request<DescribeKey.Result> {

  public DescribeKey {
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** What DescribeKey answers. */
  public record Result(KeyMetadata keyMetadata) {}
}
