package dev.strongroom.rotation;

import org.jspecify.annotations.Nullable;

/**
 * Who wants to log in to which database, as a secret's JSON says (ROT-25).
 *
 * @param dbname null where the secret names none and the engine has no default
 * @param ssl whether to use TLS; null to try it and to do without where it fails
 */
public record DatabaseLogin(
    String host,
    int port,
    @Nullable String dbname,
    String username,
    String password,
    @Nullable Boolean ssl) {

  /** The same login to another database of the server. */
  public DatabaseLogin to(@Nullable String otherDbname) {
    return new DatabaseLogin(host, port, otherDbname, username, password, ssl);
  }

  /** The same login with TLS, without, or (null) with if possible. */
  public DatabaseLogin withSsl(@Nullable Boolean otherSsl) {
    return new DatabaseLogin(host, port, dbname, username, password, otherSsl);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return username + "@" + host + ":" + port + (dbname == null ? "" : "/" + dbname);
  }
}
