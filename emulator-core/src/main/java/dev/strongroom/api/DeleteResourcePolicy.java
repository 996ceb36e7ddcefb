package dev.strongroom.api;

/** Removes a secret's resource policy. */
public record DeleteResourcePolicy(String secretId)
    implements Request<DeleteResourcePolicy.Result> {

  /** What DeleteResourcePolicy answers. */
  public record Result(String arn, String name) {}
}
