package dev.strongroom.sdk;

/** A database with one user, as far as {@link OurRotationLambda} is concerned. */
final class OurDatabase {

  private volatile String password;
  private volatile boolean down;

  OurDatabase(String password) {
    this.password = password;
  }

  boolean accepts(String candidate) {
    if (down) {
      throw new IllegalStateException("Connection refused");
    }
    return candidate.equals(password);
  }

  void alterUser(String newPassword) {
    password = newPassword;
  }

  void down(boolean isDown) {
    down = isDown;
  }
}
