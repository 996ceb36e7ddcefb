package dev.strongroom.rotation;

import dev.strongroom.api.ServiceClient;

/**
 * A rotation function for secrets that belong to no database: it draws a new password and makes it
 * current, and has nothing to set or to test anywhere.
 *
 * <p>A JSON object gets a new {@code password} member and keeps the others; any other text is
 * replaced as a whole. Like AWS's generic template it excludes the characters {@code /@"'\} from
 * new passwords.
 */
public final class PasswordRotation implements RotationFunction {

  private final NewPassword password;

  /** With passwords of 32 characters. */
  public PasswordRotation() {
    this(new NewPassword(null, "/@\"'\\"));
  }

  private PasswordRotation(NewPassword password) {
    this.password = password;
  }

  /** The same rotation with new passwords of this many characters, 4 to 4096. */
  public PasswordRotation passwordLength(int length) {
    return new PasswordRotation(new NewPassword(length, password.excludedCharacters()));
  }

  /** The same rotation with new passwords that have none of these characters. */
  public PasswordRotation excludeCharacters(String characters) {
    return new PasswordRotation(new NewPassword(password.length(), characters));
  }

  @Override
  public void rotate(RotationEvent event, ServiceClient service) {
    var version = new RotatingVersion(service, event);
    if (!version.isUnfinished(false)) {
      return;
    }
    switch (event.step()) {
      case CREATE_SECRET -> createSecret(version);
      case SET_SECRET, TEST_SECRET -> {} // no database
      case FINISH_SECRET -> version.makeCurrent();
    }
  }

  private void createSecret(RotatingVersion version) {
    var current = version.current();
    if (version.pendingIfStored() != null) {
      return; // ROT-21
    }
    var object = DatabaseSecret.object(current);
    if (object != null && !object.has("password")) {
      throw new IllegalArgumentException("password key is missing from secret JSON");
    }
    var drawn = version.draw(password);
    version.store(object == null ? drawn : object.put("password", drawn).toString());
  }
}
