package dev.strongroom.api;

/** Cancels the scheduled deletion of a secret. */
public record RestoreSecret(String secretId) implements Request<RestoreSecret.Result> {

  /** What RestoreSecret answers. */
  public record Result(String arn, String name) {}
}
