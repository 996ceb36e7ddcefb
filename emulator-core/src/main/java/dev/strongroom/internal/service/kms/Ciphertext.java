package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INVALID_CIPHERTEXT;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.time.Ids;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * What a symmetric key answers: a header that says which key and which generation of its material
 * made it, then the output of AES-256-GCM with header and encryption context as associated data.
 *
 * <pre>version 1 | length of ARN 1 | ARN | material id 32 | nonce 12 | check 8 | AES-GCM</pre>
 *
 * <p>The check, a part of the header's SHA-256, distinguishes a damaged header from another key's.
 */
final class Ciphertext {

  private static final byte VERSION = 1;
  private static final int ID = 32;
  private static final int CHECK = 8;

  private final byte[] bytes;
  private final int headerLength;

  private Ciphertext(byte[] bytes, int headerLength) {
    this.bytes = bytes;
    this.headerLength = headerLength;
  }

  /**
   * Refuses what no key has made (KMS-12). A caller that opens a ciphertext with the key that its
   * header names needs no such check: AES-GCM authenticates the header.
   */
  Ciphertext requireSound() {
    var check = check(bytes, headerLength);
    if (!Arrays.equals(bytes, headerLength - CHECK, headerLength, check, 0, CHECK)) {
      throw invalid();
    }
    return this;
  }

  /** The key that made it. */
  KeyArn key() {
    return KeyArn.parse(new String(bytes, 2, materialAt() - 2, US_ASCII));
  }

  private int materialAt() {
    return headerLength - CHECK - Jca.NONCE - ID;
  }

  /** Returns whether this key or a related one made it; refuses what no key has made. */
  boolean isOf(KeyArn other) {
    return names(other.toString()) || requireSound().key().isRelatedTo(other);
  }

  private boolean names(String arn) {
    boolean same = arn.length() == materialAt() - 2;
    for (int i = 0; i < arn.length() && same; i++) {
      same = arn.charAt(i) == (char) bytes[2 + i];
    }
    return same;
  }

  /** The generation of a key's material that made it; refused where the key lacks it. */
  Material material(Key maker) {
    for (var material : maker.materials()) {
      if (material.isPresent() && material.hasId(bytes, materialAt())) {
        return material;
      }
    }
    throw invalid();
  }

  /** Encrypts under the key's current material. */
  static Blob seal(
      Key key, byte[] plaintext, Map<String, String> context, Ids ids, IdleCipher cipher) {
    var material = key.material();
    var nonce = ids.keyMaterial(Jca.NONCE);
    var arn = key.arn().toString().getBytes(US_ASCII);
    int headerLength = 2 + arn.length + ID + Jca.NONCE + CHECK;
    var sealed =
        ByteBuffer.allocate(headerLength + plaintext.length + Jca.TAG)
            .put(VERSION)
            .put((byte) arn.length)
            .put(arn)
            .put(material.idBytes())
            .put(nonce)
            .array();
    System.arraycopy(check(sealed, headerLength), 0, sealed, headerLength - CHECK, CHECK);
    var associated = associated(sealed, headerLength, context);
    cipher.seal(material.secret(), nonce, associated, plaintext, sealed);
    return Blob.of(sealed);
  }

  /** Reads the header; refuses what can't be one. */
  static Ciphertext parse(Blob blob) {
    var bytes = blob.bytes();
    int arnLength = bytes.length < 2 || bytes[0] != VERSION ? bytes.length : bytes[1] & 0xff;
    int headerLength = 2 + arnLength + ID + Jca.NONCE + CHECK;
    if (bytes.length < headerLength + Jca.TAG) {
      throw invalid();
    }
    return new Ciphertext(bytes, headerLength);
  }

  /** Decrypts with the material that made it. */
  byte[] open(Material maker, Map<String, String> context, IdleCipher cipher) {
    int nonce = headerLength - CHECK - Jca.NONCE;
    var associated = associated(bytes, headerLength, context);
    var plaintext = cipher.open(maker.secret(), bytes, nonce, associated, headerLength);
    if (plaintext == null) {
      throw invalid();
    }
    return plaintext;
  }

  static ServiceError invalid() {
    return INVALID_CIPHERTEXT.error("");
  }

  /** The context in a form that doesn't depend on its order (KMS-15). */
  static byte[] canonical(Map<String, String> context) {
    return associated(new byte[0], 0, context);
  }

  private static byte[] associated(byte[] header, int headerLength, Map<String, String> context) {
    var keys = context.keySet().toArray(String[]::new);
    Arrays.sort(keys);
    var texts = new byte[2 * keys.length][];
    int length = headerLength;
    for (int i = 0; i < texts.length; i++) {
      var key = keys[i / 2];
      texts[i] = Jca.utf8(i % 2 == 0 ? key : context.getOrDefault(key, ""));
      length += Integer.BYTES + texts[i].length;
    }
    var bytes = ByteBuffer.allocate(length).put(header, 0, headerLength);
    for (var text : texts) {
      bytes.putInt(text.length).put(text);
    }
    return bytes.array();
  }

  private static byte[] check(byte[] header, int headerLength) {
    return Arrays.copyOf(Jca.digest("SHA-256", header, headerLength - CHECK), CHECK);
  }
}
