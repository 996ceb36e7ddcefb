package dev.strongroom.internal.iam;

import dev.strongroom.internal.text.Arn;

/** Who calls: a user, a role, a session of a role, an account's administrator, or a service. */
public final class Principal {

  /** The kinds of principal (POL-12). */
  public enum Type {
    ACCOUNT,
    USER,
    ROLE,
    SESSION,
    FEDERATED_USER,
    IDENTITY_PROVIDER,
    SERVICE
  }

  private final Type type;
  private final String arn;
  private final String account;
  private final String policyArn;

  private Principal(Type type, String arn, String account, String policyArn) {
    this.type = type;
    this.arn = arn;
    this.account = account;
    this.policyArn = policyArn;
  }

  /** The administrator (root user) of an account in partition {@code aws}. */
  public static Principal administrator(String account) {
    return parse("arn:aws:iam::" + account + ":root");
  }

  /**
   * Reads an ARN of IAM or STS, a 12-digit account id (its administrator), or a service's name.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Principal parse(String text) {
    if (isAccountId(text)) {
      return administrator(text);
    }
    if (isServiceName(text)) {
      return new Principal(Type.SERVICE, text, "", text);
    }
    var arn = Arn.parse(text);
    if (arn != null && isAccountId(arn.account()) && !hasWildcard(text)) {
      var account = arn.account();
      if (arn.service().equals("iam") && arn.resource().equals("root")) {
        return new Principal(Type.ACCOUNT, text, account, text);
      }
      var path = arn.resource().split("/", -1);
      var named = path.length > 1 && !path[path.length - 1].isEmpty();
      switch (arn.service() + ":" + path[0]) {
        case "iam:user" -> {
          if (named) {
            return new Principal(Type.USER, text, account, text);
          }
        }
        case "iam:role" -> {
          if (named) {
            return new Principal(Type.ROLE, text, account, text);
          }
        }
        case "iam:saml-provider", "iam:oidc-provider" -> {
          if (named) {
            return new Principal(Type.IDENTITY_PROVIDER, text, account, text);
          }
        }
        case "sts:federated-user" -> {
          if (named) {
            return new Principal(Type.FEDERATED_USER, text, account, text);
          }
        }
        case "sts:assumed-role" -> {
          if (named && path.length == 3) {
            var role = "arn:" + arn.partition() + ":iam::" + account + ":role/" + path[1];
            return new Principal(Type.SESSION, text, account, role);
          }
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no principal: give an ARN of IAM or STS.");
  }

  /** A session of this role; its ARN has no path, but policies know the role's full ARN. */
  public Principal session(String name) {
    if (type != Type.ROLE) {
      throw new IllegalArgumentException("Only a role has sessions: " + arn);
    }
    var role = arn.substring(arn.lastIndexOf('/') + 1);
    var session = "arn:%s:sts::%s:assumed-role/%s/%s".formatted(partition(), account, role, name);
    return new Principal(Type.SESSION, session, account, arn);
  }

  /** Returns whether this role has a session of that ARN, which lacks the role's path. */
  public boolean hasSession(Principal session) {
    return session.arn.startsWith(session("").arn);
  }

  public Type type() {
    return type;
  }

  /** The ARN as messages print it; the name of a service. */
  public String arn() {
    return arn;
  }

  /** The 12-digit account; empty for a service. */
  public String account() {
    return account;
  }

  /** The ARN as {@code aws:PrincipalArn} holds it: for a session that of its role. */
  public String policyArn() {
    return policyArn;
  }

  String partition() {
    return arn.startsWith("arn:") ? arn.substring(4, arn.indexOf(':', 4)) : "aws";
  }

  static boolean isAccountId(String text) {
    return Arn.isAccountId(text);
  }

  /** Such as {@code rds.amazonaws.com}; in China with a {@code .cn} behind. */
  static boolean isServiceName(String text) {
    var name = text.endsWith(".cn") ? text.substring(0, text.length() - 3) : text;
    return name.endsWith(".amazonaws.com")
        && name.length() > ".amazonaws.com".length()
        && name.chars().allMatch(c -> c == '.' || c == '-' || (c >= '0' && c <= '9') || isLower(c))
        && !name.startsWith(".")
        && !name.contains("..");
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean hasWildcard(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Principal that
        && arn.equals(that.arn)
        && policyArn.equals(that.policyArn);
  }

  @Override
  public int hashCode() {
    return arn.hashCode();
  }

  @Override
  public String toString() {
    return arn;
  }
}
