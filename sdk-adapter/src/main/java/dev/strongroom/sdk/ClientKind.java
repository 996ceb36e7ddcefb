package dev.strongroom.sdk;

/** How the calls of a client reach the emulator: directly, or through the SDK's own machinery. */
public enum ClientKind {
  /**
   * Decided anew for each call: direct, but real while transport faults are declared or quotas are
   * on, so that they meet the retries which they are about.
   */
  AUTO,

  /**
   * Calls the emulator directly: no retries, interceptors, metrics or signing. While transport
   * faults are declared or quotas are on, it refuses calls with {@link IllegalStateException}: what
   * an application makes of such a failure, it can't show.
   */
  DIRECT,

  /**
   * The same, but a transport fault strikes once and there it ends, for a test that means just
   * that.
   */
  DIRECT_WITHOUT_RETRIES,

  /**
   * Built by the SDK: marshals, signs and retries as an application's own client does by default,
   * with as many attempts, but never waits between them. The first costs about a second.
   */
  REAL
}
