package dev.strongroom.iam;

import java.util.Locale;

/** A kind of policy that has a say in a decision, in the order in which AWS looks at them. */
public enum Layer {
  RESOURCE_CONTROL_POLICY("a", "resource control policy"),
  SERVICE_CONTROL_POLICY("a", "service control policy"),
  ENDPOINT_POLICY("a", "VPC endpoint policy"),
  RESOURCE_POLICY("a", "resource-based policy"),
  KEY_POLICY("a", "resource-based policy"),
  GRANT("a", "grant"),
  IDENTITY_POLICY("an", "identity-based policy"),
  PERMISSIONS_BOUNDARY("a", "permissions boundary"),
  SESSION_POLICY("a", "session policy");

  private final String article;
  private final String inMessages;

  Layer(String article, String inMessages) {
    this.article = article;
    this.inMessages = inMessages;
  }

  /** The reason as AWS appends it to an AccessDenied message (POL-18 to POL-20). */
  String because(boolean explicitDeny, String action) {
    return explicitDeny
        ? "with an explicit deny in %s %s".formatted(article, inMessages)
        : "because no %s allows the %s action".formatted(inMessages, action);
  }

  @Override
  public String toString() {
    return switch (this) {
      case SERVICE_CONTROL_POLICY -> "SCP";
      case RESOURCE_CONTROL_POLICY -> "RCP";
      default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
