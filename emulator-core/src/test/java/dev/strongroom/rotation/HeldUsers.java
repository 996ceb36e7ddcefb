package dev.strongroom.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Users without a driver, as somebody would write it for MongoDB; here they are in a map. */
final class HeldUsers implements DatabaseUsers {

  private final DatabaseEngine engine;
  final Map<String, String> passwords = new TreeMap<>();
  final List<DatabaseLogin> logins = new ArrayList<>();

  HeldUsers(DatabaseEngine engine) {
    this.engine = engine;
  }

  @Override
  public DatabaseEngine engine() {
    return engine;
  }

  @Override
  public boolean logsIn(DatabaseLogin login) {
    logins.add(login);
    return login.password().equals(passwords.get(login.username()));
  }

  @Override
  public void setPassword(DatabaseLogin by, DatabaseLogin user) {
    requireLogin(by);
    passwords.put(user.username(), user.password());
  }

  @Override
  public void cloneUser(DatabaseLogin master, DatabaseLogin original, DatabaseLogin clone) {
    requireLogin(master);
    passwords.put(clone.username(), clone.password());
  }

  private void requireLogin(DatabaseLogin login) {
    if (!logsIn(login)) {
      throw new IllegalStateException(login + " can't log in");
    }
  }
}
