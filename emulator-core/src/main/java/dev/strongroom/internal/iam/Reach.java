package dev.strongroom.internal.iam;

/** What a statement or a layer says to a caller, from an explicit no to the most direct yes. */
enum Reach {
  /** An explicit Deny applies. */
  DENIED,
  /** No Allow applies. */
  NOBODY,
  /** The caller's account is named: that delegates, its identity policies decide (POL-12). */
  ACCOUNT,
  /** The caller's role is named: boundary and session policy still limit it (POL-9). */
  ROLE,
  /** The caller itself is named, or everyone is. */
  CALLER
}
