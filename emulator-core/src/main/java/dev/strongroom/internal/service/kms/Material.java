package dev.strongroom.internal.service.kms;

import dev.strongroom.api.kms.Blob;
import dev.strongroom.time.Ids;
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

  private final String id;
  private final byte[] secret;
  private final @Nullable Blob publicKey;
  private final @Nullable Instant rotated;
  private final @Nullable Rotation rotation;

  private Material(
      byte[] secret,
      @Nullable Blob publicKey,
      @Nullable Instant rotated,
      @Nullable Rotation rotation) {
    this.id = HexFormat.of().formatHex(derive(secret, "key material id"));
    this.secret = secret;
    this.publicKey = publicKey;
    this.rotated = rotated;
    this.rotation = rotation;
  }

  /** Returns the secret that a new key without a key pair begins with. */
  static Material secret(KeySpec spec, Ids ids) {
    return new Material(ids.keyMaterial(spec.secretLength), null, null, null);
  }

  /** Returns the key pair that a new key begins with; takes long for RSA. */
  static Material pair(KeySpec spec, Ids ids) {
    var pair = KeyPairs.generate(spec, new DrawnRandom(ids.keyPairSeed()));
    return new Material(
        pair.getPrivate().getEncoded(), Blob.of(pair.getPublic().getEncoded()), null, null);
  }

  static Material rotatedOnDemand(Ids ids, Instant now) {
    return new Material(ids.keyMaterial(32), null, now, Rotation.ON_DEMAND);
  }

  /** What follows by itself: computed, so that time alone rotates a key. */
  Material rotatedAutomatically(Instant when) {
    return new Material(derive(secret, "next key material"), null, when, Rotation.AUTOMATIC);
  }

  /** 64 hexadecimal digits. */
  String id() {
    return id;
  }

  /** Not a copy: to be used at once and neither kept nor changed. */
  byte[] secret() {
    return secret;
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

  private static byte[] derive(byte[] secret, String purpose) {
    return Jca.mac("HmacSHA256", secret, Jca.utf8(purpose));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Material that
        && MessageDigest.isEqual(secret, that.secret)
        && Objects.equals(rotated, that.rotated)
        && rotation == that.rotation;
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
