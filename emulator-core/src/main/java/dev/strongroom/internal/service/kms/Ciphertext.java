package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INVALID_CIPHERTEXT;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.time.Ids;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

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
  private static final int TAG = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final KeyArn key;
  private final String materialId;
  private final byte[] nonce;
  private final byte[] header;
  private final byte[] body;

  private Ciphertext(KeyArn key, String materialId, byte[] nonce, byte[] header, byte[] body) {
    this.key = key;
    this.materialId = materialId;
    this.nonce = nonce;
    this.header = header;
    this.body = body;
  }

  /** The key that made it. */
  KeyArn key() {
    return key;
  }

  /** The generation of the key's material that made it. */
  String materialId() {
    return materialId;
  }

  /** Encrypts under the key's current material. */
  static Blob seal(Key key, byte[] plaintext, Map<String, String> context, Ids ids) {
    var material = key.material();
    var nonce = ids.keyMaterial(Jca.NONCE);
    var arn = key.arn().toString().getBytes(US_ASCII);
    var header =
        ByteBuffer.allocate(2 + arn.length + ID + nonce.length + CHECK)
            .put(VERSION)
            .put((byte) arn.length)
            .put(arn)
            .put(HEX.parseHex(material.id()))
            .put(nonce)
            .array();
    System.arraycopy(check(header), 0, header, header.length - CHECK, CHECK);
    var body = Jca.seal(material.secret(), nonce, associated(header, context), plaintext);
    return Blob.of(concat(header, body));
  }

  /** Reads the header; refuses what no key has made (KMS-12). */
  static Ciphertext parse(Blob blob) {
    var bytes = ByteBuffer.wrap(blob.bytes());
    if (bytes.remaining() < 2 || bytes.get() != VERSION) {
      throw invalid();
    }
    int arnLength = bytes.get() & 0xff;
    if (bytes.remaining() < arnLength + ID + Jca.NONCE + CHECK + TAG) {
      throw invalid();
    }
    var arn = new String(take(bytes, arnLength), US_ASCII);
    var id = HEX.formatHex(take(bytes, ID));
    var nonce = take(bytes, Jca.NONCE);
    var header = Arrays.copyOf(bytes.array(), bytes.position() + CHECK);
    if (!Arrays.equals(take(bytes, CHECK), check(header))) {
      throw invalid();
    }
    return new Ciphertext(KeyArn.parse(arn), id, nonce, header, take(bytes, bytes.remaining()));
  }

  /** Decrypts with the key, which must be the one that made it. */
  byte[] open(Key maker, Map<String, String> context) {
    var material = maker.material(materialId);
    var plaintext =
        material == null || !material.isPresent()
            ? null
            : Jca.open(material.secret(), nonce, associated(header, context), body);
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
    var entries = new TreeMap<>(context).entrySet();
    int length =
        entries.stream()
            .mapToInt(e -> 8 + Jca.utf8(e.getKey()).length + Jca.utf8(e.getValue()).length)
            .sum();
    var bytes = ByteBuffer.allocate(length);
    for (var entry : entries) {
      for (var text : new String[] {entry.getKey(), entry.getValue()}) {
        bytes.putInt(Jca.utf8(text).length).put(Jca.utf8(text));
      }
    }
    return bytes.array();
  }

  private static byte[] associated(byte[] header, Map<String, String> context) {
    return concat(header, canonical(context));
  }

  private static byte[] check(byte[] header) {
    var checked = Arrays.copyOf(header, header.length - CHECK);
    return Arrays.copyOf(Jca.digest("SHA-256", checked), CHECK);
  }

  private static byte[] take(ByteBuffer bytes, int length) {
    var taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
