package dev.strongroom.api.sts;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens a session of a role and answers credentials for it.
 *
 * @param policyArns managed policies of the role's account that limit what the role may do
 * @param policy a session policy, which limits what the role may do; what it or one of the managed
 *     policies allows, the session may do
 * @param durationSeconds 900 to 43200; one hour if null
 */
public record AssumeRole(
    String roleArn,
    String roleSessionName,
    @Nullable List<PolicyDescriptor> policyArns,
    @Nullable String policy,
    @Nullable Integer durationSeconds,
    @Nullable List<Tag> tags,
    @Nullable String externalId,
    @Nullable String sourceIdentity)
    implements Request<AssumeRole.Result> {

  public AssumeRole {
    policyArns = policyArns == null ? null : List.copyOf(policyArns);
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** Opens a session of one hour. */
  public static AssumeRole of(String roleArn, String roleSessionName) {
    return new AssumeRole(roleArn, roleSessionName, null, null, null, null, null, null);
  }

  /** Returns this request with managed policies as session policies. */
  public AssumeRole withPolicyArns(@Nullable List<PolicyDescriptor> value) {
    return new AssumeRole(
        roleArn, roleSessionName, value, policy, durationSeconds, tags, externalId, sourceIdentity);
  }

  /** Returns this request with a session policy. */
  public AssumeRole withPolicy(@Nullable String value) {
    return new AssumeRole(
        roleArn,
        roleSessionName,
        policyArns,
        value,
        durationSeconds,
        tags,
        externalId,
        sourceIdentity);
  }

  /** Returns this request with a duration. */
  public AssumeRole withDurationSeconds(@Nullable Integer value) {
    return new AssumeRole(
        roleArn, roleSessionName, policyArns, policy, value, tags, externalId, sourceIdentity);
  }

  /** Returns this request with session tags. */
  public AssumeRole withTags(@Nullable List<Tag> value) {
    return new AssumeRole(
        roleArn,
        roleSessionName,
        policyArns,
        policy,
        durationSeconds,
        value,
        externalId,
        sourceIdentity);
  }

  /** Returns this request with an external ID. */
  public AssumeRole withExternalId(@Nullable String value) {
    return new AssumeRole(
        roleArn, roleSessionName, policyArns, policy, durationSeconds, tags, value, sourceIdentity);
  }

  /** Returns this request with a source identity. */
  public AssumeRole withSourceIdentity(@Nullable String value) {
    return new AssumeRole(
        roleArn, roleSessionName, policyArns, policy, durationSeconds, tags, externalId, value);
  }

  /** A managed policy, by its ARN. */
  public record PolicyDescriptor(@Nullable String arn) {}

  /** What AssumeRole answers. */
  public record Result(
      Credentials credentials, AssumedRoleUser assumedRoleUser, @Nullable String sourceIdentity) {}

  /**
   * Temporary credentials.
   *
   * @param expiration when they end, on the emulator's clock, in whole seconds
   */
  public record Credentials(
      String accessKeyId,
      SecretValue secretAccessKey,
      SecretValue sessionToken,
      Instant expiration) {}

  /** The session; its id is the role's unique id and the session's name. */
  public record AssumedRoleUser(String assumedRoleId, String arn) {}
}
