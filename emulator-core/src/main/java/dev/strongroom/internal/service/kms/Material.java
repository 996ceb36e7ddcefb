package dev.strongroom.internal.service.kms;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.time.Ids;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One generation of a key's secret, which it never prints: for a key pair the private key in PKCS
 * #8.
 */
public final class Material {

  /** How a rotation came about; names are AWS's. */
  enum Rotation {
    AUTOMATIC,
    ON_DEMAND
  }

  /**
   * How material was imported.
   *
   * @param validTo when it expires; null if it doesn't
   */
  record Import(@Nullable Instant validTo, @Nullable String description) {

    /** AWS's name. */
    String expirationModel() {
      return validTo == null ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : "KEY_MATERIAL_EXPIRES";
    }
  }

  private record Kept(
      String id,
      @Nullable SecretValue secret,
      @Nullable Blob publicKey,
      @Nullable Instant rotated,
      @Nullable Rotation rotation,
      @Nullable Import imported) {}

  /** What stands for material on disk. */
  static final Representation<Material, ?> REPRESENTATION =
      new Representation<>(Material.class, Kept.class, Material::kept, Material::new);

  private final String id;
  private final byte[] idBytes;
  private final byte @Nullable [] secret;
  private final @Nullable Blob publicKey;
  private final @Nullable Instant rotated;
  private final @Nullable Rotation rotation;
  private final @Nullable Import imported;

  private Material(
      String id,
      byte @Nullable [] secret,
      @Nullable Blob publicKey,
      @Nullable Instant rotated,
      @Nullable Rotation rotation,
      @Nullable Import imported) {
    this.id = id;
    this.idBytes = HexFormat.of().parseHex(id);
    this.secret = secret;
    this.publicKey = publicKey;
    this.rotated = rotated;
    this.rotation = rotation;
    this.imported = imported;
  }

  private Material(Kept kept) {
    this(
        kept.id(),
        kept.secret() == null ? null : kept.secret().bytes(),
        kept.publicKey(),
        kept.rotated(),
        kept.rotation(),
        kept.imported());
  }

  private Kept kept() {
    return new Kept(
        id,
        secret == null ? null : SecretValue.ofBinary(secret),
        publicKey,
        rotated,
        rotation,
        imported);
  }

  private static Material generated(
      byte[] secret, @Nullable Instant rotated, @Nullable Rotation rotation) {
    return new Material(
        HexFormat.of().formatHex(derive(secret, "key material id")),
        secret,
        null,
        rotated,
        rotation,
        null);
  }

  /** Returns the secret that a new key without a key pair begins with. */
  static Material secret(KeySpec spec, Ids ids) {
    return generated(ids.keyMaterial(spec.secretLength), null, null);
  }

  /** Returns the key pair that a new key begins with; takes long for RSA. */
  static Material pair(KeySpec spec, Ids ids) {
    var pair = KeyPairs.generate(spec, new DrawnRandom(ids.keyPairSeed()));
    var secret = pair.getPrivate().getEncoded();
    var id = HexFormat.of().formatHex(derive(secret, "key material id"));
    var publicKey = Blob.of(pair.getPublic().getEncoded());
    return new Material(id, secret, publicKey, null, null, null);
  }

  /**
   * Returns material as a caller imported it. Its ID is computed from the key's ID and the secret,
   * as AWS documents it.
   */
  static Material imported(String keyId, byte[] secret, @Nullable Blob publicKey, Import imported) {
    var id = HexFormat.of().formatHex(derive(secret, "key material id of " + keyId));
    return new Material(id, secret, publicKey, null, null, imported);
  }

  static Material rotatedOnDemand(Ids ids, Instant now) {
    return generated(ids.keyMaterial(32), now, Rotation.ON_DEMAND);
  }

  /**
   * Returns the material that follows by time; it is computed, so that time alone rotates a key.
   */
  Material rotatedAutomatically(Instant when) {
    return generated(derive(secret(), "next key material"), when, Rotation.AUTOMATIC);
  }

  /** The same material once a rotation on demand has made it current. */
  Material rotatedIn(Instant now) {
    return new Material(id, secret, publicKey, now, Rotation.ON_DEMAND, imported);
  }

  /** The same material, rotated as a related key's. */
  Material rotatedAs(Material other) {
    return new Material(id, secret, publicKey, other.rotated, other.rotation, imported);
  }

  /** The same material imported again, which keeps its description unless it gets another. */
  Material again(Material reimported) {
    var next = Objects.requireNonNull(reimported.imported);
    var description =
        next.description() == null && imported != null
            ? imported.description()
            : next.description();
    return new Material(
        id,
        reimported.secret,
        reimported.publicKey,
        rotated,
        rotation,
        new Import(next.validTo(), description));
  }

  /** The same material without its secret: deleted, expired, or never imported into a replica. */
  Material withoutSecret() {
    var rest = imported == null ? null : new Import(null, imported.description());
    return new Material(id, null, null, rotated, rotation, rest);
  }

  /** 64 hexadecimal digits. */
  String id() {
    return id;
  }

  /** Not a copy, and not to be changed. */
  byte[] idBytes() {
    return idBytes;
  }

  /** Returns whether its ID stands in an array. */
  boolean hasId(byte[] in, int from) {
    return Arrays.equals(idBytes, 0, idBytes.length, in, from, from + idBytes.length);
  }

  /** Whether the secret is there; imported material may expire or be deleted. */
  boolean isPresent() {
    return secret != null;
  }

  /** Returns when the secret is removed; null if nothing has decided that. */
  @Nullable Instant expires() {
    return isPresent() && imported != null ? imported.validTo() : null;
  }

  boolean isExpired(Instant now) {
    var expires = expires();
    return expires != null && !now.isBefore(expires);
  }

  /** Not a copy: to be used at once and neither kept nor changed. */
  byte[] secret() {
    return Objects.requireNonNull(secret, "an operation must refuse a key that is pending import");
  }

  /** The public half in X.509 form. */
  Blob publicKey() {
    return Objects.requireNonNull(publicKey, "no key pair");
  }

  /** When a rotation made this current; null for a key's first. */
  @Nullable Instant rotated() {
    return rotated;
  }

  @Nullable Rotation rotation() {
    return rotation;
  }

  /** How it was imported; null if AWS KMS generated it. */
  @Nullable Import imported() {
    return imported;
  }

  private static byte[] derive(byte[] secret, String purpose) {
    return Jca.mac("HmacSHA256", secret, Jca.utf8(purpose));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Material that
        && id.equals(that.id)
        && MessageDigest.isEqual(secret, that.secret)
        && Objects.equals(rotated, that.rotated)
        && rotation == that.rotation
        && Objects.equals(imported, that.imported);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(secret);
  }

  @Override
  public String toString() {
    return "Material[" + id + "]";
  }
}
