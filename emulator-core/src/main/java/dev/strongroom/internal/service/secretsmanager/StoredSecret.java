package dev.strongroom.internal.service.secretsmanager;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A secret as its Region holds it: at first perhaps an entry on disk that nobody has read yet. */
final class StoredSecret {

  /** A secret that is to be read. */
  private record Unread(SecretOutline outline, Supplier<Record> entry) {}

  private volatile Object content; // a Secret, or Unread

  StoredSecret(Secret secret) {
    content = secret;
  }

  StoredSecret(SecretOutline outline, Supplier<Record> entry) {
    content = new Unread(outline, entry);
  }

  /**
   * Returns the secret. Two threads that need it first may both read it, so that none waits.
   *
   * @throws IllegalStateException naming the entry on disk, if somebody has forged it
   */
  Secret secret() {
    if (content instanceof Unread unread) {
      content = unread.entry().get();
    }
    return (Secret) content;
  }

  SecretOutline outline() {
    return content instanceof Unread unread ? unread.outline() : SecretOutline.of(secret());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredSecret that && secret().equals(that.secret());
  }

  @Override
  public int hashCode() {
    return secret().hashCode();
  }
}
