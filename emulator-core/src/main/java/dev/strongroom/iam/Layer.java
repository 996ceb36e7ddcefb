package dev.strongroom.iam;

/** A kind of policy that takes part in a decision, in the order in which AWS evaluates them. */
public enum Layer {
  /** The RCPs of the organization and account that own the resource: they only deny. */
  RESOURCE_CONTROL_POLICY,
  /** The SCPs of the caller's organization and account: every level must allow. */
  SERVICE_CONTROL_POLICY,
  /** The policy of the VPC endpoint that the request came through. */
  ENDPOINT_POLICY,
  /** The policy of a secret, or the trust policy of a role. */
  RESOURCE_POLICY,
  /** The policy of a KMS key. */
  KEY_POLICY,
  /** The grants of a KMS key. */
  GRANT,
  /** The policies of the calling user or role. */
  IDENTITY_POLICY,
  /** The permissions boundary of the calling user or role. */
  PERMISSIONS_BOUNDARY,
  /** The policies that the calling session was made with. */
  SESSION_POLICY;

  /** Returns the layer's name in words, such as {@code identity policy}. */
  @Override
  public String toString() {
    return switch (this) {
      case SERVICE_CONTROL_POLICY -> "SCP";
      case RESOURCE_CONTROL_POLICY -> "RCP";
      case IDENTITY_POLICY -> "identity policy";
      case PERMISSIONS_BOUNDARY -> "permissions boundary";
      case SESSION_POLICY -> "session policy";
      case ENDPOINT_POLICY -> "endpoint policy";
      case RESOURCE_POLICY -> "resource policy";
      case KEY_POLICY -> "key policy";
      case GRANT -> "grant";
    };
  }
}
