package dev.strongroom.rotation;

import dev.strongroom.api.ServiceClient;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A rotation function for database logins, which checks what AWS's own templates check and refuses
 * in their words (ROT-20 to ROT-26).
 *
 * <p>Defaults are the template's for the engine; each setting returns a new function.
 */
public final class DatabaseRotation implements RotationFunction {

  private final DatabaseUsers users;
  private final boolean alternating;
  private final NewPassword password;
  private final int usernameLimit;
  private final BiPredicate<String, String> replicaOf;

  private DatabaseRotation(
      DatabaseUsers users,
      boolean alternating,
      NewPassword password,
      int usernameLimit,
      BiPredicate<String, String> replicaOf) {
    this.users = users;
    this.alternating = alternating;
    this.password = password;
    this.usernameLimit = usernameLimit;
    this.replicaOf = replicaOf;
  }

  /** One user whose password changes: between setSecret and finishSecret readers are locked out. */
  public static DatabaseRotation singleUser(DatabaseUsers users) {
    return byTemplate(users, false);
  }

  /**
   * Two users that take turns, {@code app} and {@code app_clone}: the one that readers have stays
   * valid. The secret's {@code masterarn} names the secret of a user who may create the other.
   */
  public static DatabaseRotation alternatingUsers(DatabaseUsers users) {
    return byTemplate(users, true);
  }

  private static DatabaseRotation byTemplate(DatabaseUsers users, boolean alternating) {
    var engine = users.engine();
    return new DatabaseRotation(
        users,
        alternating,
        new NewPassword(engine.passwordLength(), engine.excludedCharacters()),
        engine.usernameLimit(),
        (host, masterHost) -> false);
  }

  /** The template's {@code PASSWORD_LENGTH}: 4 to 4096 characters. */
  public DatabaseRotation passwordLength(int length) {
    return with(new NewPassword(length, password.excludedCharacters()));
  }

  /** The template's {@code EXCLUDE_CHARACTERS}: what new passwords don't have. */
  public DatabaseRotation excludeCharacters(String characters) {
    return with(new NewPassword(password.length(), characters));
  }

  private DatabaseRotation with(NewPassword otherPassword) {
    return new DatabaseRotation(users, alternating, otherPassword, usernameLimit, replicaOf);
  }

  /** The template's {@code USERNAME_CHARACTER_LIMIT}: how long a clone's name may be. */
  public DatabaseRotation usernameLimit(int characters) {
    return new DatabaseRotation(users, alternating, password, characters, replicaOf);
  }

  /**
   * Sets how to find out whether a host (the first argument) is a replica of a master's host (the
   * second), which AWS's templates ask RDS. By default none is.
   */
  public DatabaseRotation replicas(BiPredicate<String, String> isReplicaOf) {
    return new DatabaseRotation(users, alternating, password, usernameLimit, isReplicaOf);
  }

  /** Returns a check whether the login in a secret's value is accepted by its database. */
  public LoginCheck logins() {
    return value -> users.logsIn(parse(value.text()).login());
  }

  @Override
  public void rotate(RotationEvent event, ServiceClient service) throws Exception {
    var version = new RotatingVersion(service, event);
    if (!version.isUnfinished(true)) {
      return;
    }
    var arn = event.secretId();
    switch (event.step()) {
      case CREATE_SECRET -> createSecret(version);
      case SET_SECRET -> setSecret(version, arn);
      case TEST_SECRET -> testSecret(version, arn);
      case FINISH_SECRET -> version.makeCurrent(); // ROT-23
    }
  }

  private void createSecret(RotatingVersion version) {
    var current = parse(version.current());
    var stored = version.pendingIfStored();
    if (stored != null) {
      parse(stored);
      return; // ROT-21
    }
    var username = alternating ? alternate(current.username()) : current.username();
    version.store(current.toJson(username, version.draw(password)));
  }

  private void setSecret(RotatingVersion version, String arn) throws Exception {
    var previous = alternating ? null : previous(version);
    var current = parse(version.current());
    var pending = parse(version.pending());
    if (users.logsIn(pending.login())) {
      return; // ROT-22: an earlier attempt got this far
    }
    requireUser(current, pending);
    requireHost(pending, current.host(), "current host");
    if (alternating) {
      var master = master(version, arn, current);
      users.cloneUser(master, current.login(), pending.login());
    } else if (users.engine().usersSetTheirOwnPassword()) {
      users.setPassword(lastValidLogin(arn, previous, current, pending), pending.login());
    } else {
      users.setPassword(master(version, arn, current), pending.login());
    }
  }

  private void testSecret(RotatingVersion version, String arn) throws Exception {
    if (!users.logsIn(parse(version.pending()).login())) {
      throw new IllegalStateException(
          "Unable to log into database with pending secret of secret ARN " + arn);
    }
  }

  private DatabaseSecret parse(String json) {
    return alternating
        ? DatabaseSecret.ofAlternatingUsers(json, users.engine())
        : DatabaseSecret.ofSingleUser(json, users.engine());
  }

  /** The previous login; one that is incomplete counts as none. */
  private @Nullable DatabaseSecret previous(RotatingVersion version) {
    var json = version.previous();
    try {
      return json == null ? null : parse(json);
    } catch (IllegalArgumentException incomplete) {
      return null;
    }
  }

  private void requireUser(DatabaseSecret current, DatabaseSecret pending) {
    var expected = alternating ? alternate(current.username()) : current.username();
    if (!expected.equals(pending.username())) {
      throw new IllegalStateException(
          "Attempting to modify user %s other than %s %s"
              .formatted(
                  pending.username(),
                  alternating ? "current user or clone" : "current user",
                  current.username()));
    }
  }

  private static void requireHost(DatabaseSecret pending, String host, String words) {
    if (!pending.host().equals(host)) {
      throw new IllegalStateException(
          "Attempting to modify user for host %s other than %s %s"
              .formatted(pending.host(), words, host));
    }
  }

  /** ROT-22: the current login, or the one before if the current was never set. */
  private DatabaseLogin lastValidLogin(
      String arn, @Nullable DatabaseSecret previous, DatabaseSecret current, DatabaseSecret pending)
      throws Exception {
    if (users.logsIn(current.login())) {
      return current.login();
    }
    if (previous != null) {
      var login = previous.loginWithSslOf(current);
      var valid = users.logsIn(login);
      if (!previous.username().equals(pending.username())) {
        throw new IllegalStateException(
            "Attempting to modify user %s other than %s %s"
                .formatted(
                    pending.username(), users.engine().previousUserWords(), previous.username()));
      }
      requireHost(pending, previous.host(), users.engine().previousHostWords());
      if (valid) {
        return login;
      }
    }
    throw new IllegalStateException(
        "Unable to log into database with previous, current, or pending secret of secret arn "
            + arn);
  }

  /** ROT-24: the login of the secret that {@code masterarn} names. */
  private DatabaseLogin master(RotatingVersion version, String arn, DatabaseSecret current)
      throws Exception {
    // Anyone who can write the secret could name any user of the master's database in it; who also
    // knows that user's password is no confused deputy.
    if (!users.logsIn(current.login())) {
      throw new IllegalStateException(
          "Unable to log into database using current credentials for secret " + arn);
    }
    var engine = users.engine();
    var masterArn = current.masterArn();
    var master = DatabaseSecret.ofMaster(version.currentOf(masterArn), engine);
    if (!current.host().equals(master.host()) && !replicaOf.test(current.host(), master.host())) {
      throw new IllegalStateException(
          "Current database host %s %s %s"
              .formatted(current.host(), engine.otherHostWords(), master.host()));
    }
    var login = master.login().to(current.login().dbname());
    if (!users.logsIn(login)) {
      throw new IllegalStateException(
          "Unable to log into database using credentials in %s secret %s"
              .formatted(engine.masterWord(), masterArn));
    }
    return login;
  }

  /** {@code app} for {@code app_clone}, and the other way round. */
  private String alternate(String username) {
    var suffix = users.engine().cloneSuffix();
    var alternate =
        username.endsWith(suffix)
            ? username.substring(0, username.length() - suffix.length())
            : username + suffix;
    if (alternate.isEmpty()) {
      throw new IllegalStateException(
          "Invalid username, username must not be empty after %s suffix is removed"
              .formatted(suffix));
    }
    if (alternate.endsWith(suffix)
        && alternate.codePointCount(0, alternate.length()) > usernameLimit) {
      throw new IllegalStateException(
          "Unable to clone user, username length with %s appended would exceed %d characters"
              .formatted(suffix, usernameLimit));
    }
    return users.engine() == DatabaseEngine.ORACLE ? alternate.toUpperCase(Locale.ROOT) : alternate;
  }
}
