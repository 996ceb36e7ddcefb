package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.service.kms.AesGcm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stored secret value, encrypted under a data key of its own. Each wrapping holds this data key
 * encrypted under one KMS key (KMS-1, KMS-3).
 *
 * @param content the nonce and, behind it, the ciphertext
 * @param wrappings oldest first; each of them suffices to decrypt the value
 */
public record Sealed(Blob content, List<Wrapping> wrappings) {

  /** The data key, encrypted under one KMS key. */
  public record Wrapping(String keyArn, Blob dataKey) {}

  private record Kept(Blob nonce, Blob ciphertext, List<Wrapping> wrappings) {

    Kept(byte[] content, List<Wrapping> wrappings) {
      this(
          Blob.of(Arrays.copyOf(content, AesGcm.NONCE)),
          Blob.of(Arrays.copyOfRange(content, AesGcm.NONCE, content.length)),
          wrappings);
    }

    Sealed value() {
      var content = Arrays.copyOf(nonce.bytes(), nonce.length() + ciphertext.length());
      System.arraycopy(ciphertext.bytes(), 0, content, nonce.length(), ciphertext.length());
      return new Sealed(Blob.of(content), wrappings);
    }
  }

  /** What stands for values on disk. */
  static final Representation<Sealed, ?> REPRESENTATION =
      new Representation<>(
          Sealed.class,
          Kept.class,
          value -> new Kept(value.content.bytes(), value.wrappings),
          Kept::value);

  public Sealed {
    wrappings = List.copyOf(wrappings);
  }

  /** Returns the ARNs of the keys that decrypt the value, oldest first. */
  public List<String> keyIds() {
    return wrappings.stream().map(Wrapping::keyArn).toList();
  }

  Sealed and(Wrapping wrapping) {
    var all = new ArrayList<>(wrappings);
    all.removeIf(other -> other.keyArn().equals(wrapping.keyArn()));
    all.add(wrapping);
    return new Sealed(content, all);
  }
}
