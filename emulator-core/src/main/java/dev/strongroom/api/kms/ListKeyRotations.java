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

  /** Makes a request with the members that it must have. */
  public static ListKeyRotations of(String keyId) {
    return new ListKeyRotations(keyId, null, null, null);
  }

  /** Returns this request with which key material is listed. */
  public ListKeyRotations withIncludeKeyMaterial(@Nullable String value) {
    return new ListKeyRotations(keyId, value, limit, marker);
  }

  /** Returns this request with a limit to the results of a page. */
  public ListKeyRotations withLimit(@Nullable Integer value) {
    return new ListKeyRotations(keyId, includeKeyMaterial, value, marker);
  }

  /** Returns this request with the marker of the next page. */
  public ListKeyRotations withMarker(@Nullable String value) {
    return new ListKeyRotations(keyId, includeKeyMaterial, limit, value);
  }

  /**
   * One of the key's materials.
   *
   * @param keyMaterialDescription null unless it was imported with a description
   * @param importState whether imported material is there; null for generated material
   * @param expirationModel null unless imported material is there
   * @param validTo when imported material expires; null if it doesn't
   * @param rotationDate when a rotation made it current; null for the first material, and for one
   *     that waits for its rotation
   */
  public record Entry(
      String keyId,
      String keyMaterialId,
      @Nullable String keyMaterialDescription,
      @Nullable String importState,
      String keyMaterialState,
      @Nullable String expirationModel,
      @Nullable Instant validTo,
      @Nullable Instant rotationDate,
      @Nullable String rotationType) {}

  /** What ListKeyRotations answers. */
  public record Result(List<Entry> rotations, @Nullable String nextMarker, boolean truncated) {

    public Result {
      rotations = List.copyOf(rotations);
    }
  }
}
