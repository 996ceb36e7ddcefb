package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists a key's rotations, page by page. */
public record ListKeyRotations(
    String keyId,
    @Nullable String includeKeyMaterial,
    @Nullable Integer limit,
    @Nullable String marker)
    implements Request<ListKeyRotations.Result> {

  /** One rotation, or the material that a key began with. */
  public record Entry(
      String keyId,
      String keyMaterialId,
      String keyMaterialState,
      @Nullable Instant rotationDate,
      @Nullable String rotationType) {}

  /** What ListKeyRotations answers. */
  public record Result(List<Entry> rotations, @Nullable String nextMarker, boolean truncated) {

    public Result {
      rotations = List.copyOf(rotations);
    }
  }
}
