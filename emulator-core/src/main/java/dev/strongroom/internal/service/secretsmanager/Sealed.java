package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.kms.Blob;
import java.util.ArrayList;
import java.util.List;

/**
 * A secret value as it is stored: encrypted under a data key of its own, which each of the
 * wrappings holds encrypted under one KMS key (KMS-1, KMS-3).
 *
 * @param wrappings oldest first; any of them opens the value
 */
public record Sealed(Blob nonce, Blob ciphertext, List<Wrapping> wrappings) {

  /** The data key, encrypted under one KMS key. */
  public record Wrapping(String keyArn, Blob dataKey) {}

  public Sealed {
    wrappings = List.copyOf(wrappings);
  }

  /** The ARNs of the keys that open it, oldest first. */
  public List<String> keyIds() {
    return wrappings.stream().map(Wrapping::keyArn).toList();
  }

  Sealed and(Wrapping wrapping) {
    var all = new ArrayList<>(wrappings);
    all.removeIf(other -> other.keyArn().equals(wrapping.keyArn()));
    all.add(wrapping);
    return new Sealed(nonce, ciphertext, all);
  }
}
