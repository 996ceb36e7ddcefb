package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.internal.iam.Principal.Type.ACCOUNT;
import static dev.strongroom.internal.iam.Principal.Type.ROLE;
import static dev.strongroom.internal.iam.Principal.Type.USER;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.AssumeRole.AssumedRoleUser;
import dev.strongroom.api.sts.AssumeRole.Credentials;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.api.sts.Tag;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.internal.engine.Sessions.Session;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.model.ServiceModel;
import dev.strongroom.time.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** STS behind the gate, as far as callers need it to become somebody else. */
final class Sts implements AwsService {

  private static final ServiceModel MODEL = ServiceModel.named("sts");

  private static final int ONE_HOUR = 3600;

  static boolean serves(Request<?> request) {
    return request instanceof AssumeRole || request instanceof GetCallerIdentity;
  }

  @Override
  public String prefix() {
    return "sts";
  }

  @Override
  public boolean isRead(Request<?> request) {
    return request instanceof GetCallerIdentity;
  }

  @Override
  public <Q extends Request<R>, R extends Record> void check(Call call, Q request) {
    MODEL.check(request);
    if (request instanceof AssumeRole assume) {
      role(assume);
      requireDistinctKeys(assume.tags() == null ? List.of() : assume.tags());
      sessionPolicy(assume);
      if (duration(assume) > ONE_HOUR && isSession(call)) {
        throw VALIDATION.error(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
                + " role chaining");
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked") // each request has its own result
  public <Q extends Request<R>, R extends Record> Outcome<R> carryOut(
      Call call, Q request, EmulatorState state) {
    return (Outcome<R>)
        (request instanceof AssumeRole assume
            ? assumeRole(call, assume, state)
            : new Outcome<>(state, callerIdentity(state.iam().identity(call.caller, call.now))));
  }

  private static GetCallerIdentity.Result callerIdentity(Identity caller) {
    return new GetCallerIdentity.Result(
        userId(caller), caller.principal().account(), caller.principal().arn());
  }

  private static Outcome<AssumeRole.Result> assumeRole(
      Call call, AssumeRole request, EmulatorState state) {
    var iam = state.iam();
    var role = iam.role(request.roleArn());
    permit(call, request, state, role);

    var policy = sessionPolicy(request);
    var session = Identity.of(role(request).session(request.roleSessionName()));
    session =
        session
            .uniqueId(uniqueId(role == null ? session : role))
            .attribute("aws:TokenIssueTime", ConditionKeys.instant(call.now));
    if (policy != null) {
      session = session.sessionPolicy(policy);
    }
    for (var tag : request.tags() == null ? List.<Tag>of() : request.tags()) {
      session = session.tag(tag.key(), tag.value());
    }
    if (request.sourceIdentity() != null) {
      session = session.attribute("aws:SourceIdentity", request.sourceIdentity());
    }
    var expiration = call.now.plusSeconds(duration(request)).truncatedTo(ChronoUnit.SECONDS);
    var credentials = credentials(call.ids, expiration);
    return new Outcome<>(
        state.with(
            iam.with(
                iam.sessions()
                    .at(call.now)
                    .with(credentials.accessKeyId(), new Session(session, expiration)))),
        new AssumeRole.Result(
            credentials,
            new AssumedRoleUser(userId(session), session.principal().arn()),
            request.sourceIdentity()));
  }

  /** Both sides must agree, also to tags and a source identity; a role that isn't there refuses. */
  private static void permit(
      Call call, AssumeRole request, EmulatorState state, @Nullable Identity role) {
    var resource = Resource.role(request.roleArn(), role == null ? null : role.trust());
    var identity = state.iam().identity(call.caller, call.now);
    if (identity.principal().type() == ACCOUNT) {
      throw ACCESS_DENIED.error("Roles may not be assumed by root accounts.");
    }
    var endpoint = state.iam().endpointPolicy(call.caller);
    var context = context(call, request);
    for (var action : actions(request)) {
      var decision =
          AccessDecision.of(
              AccessRequest.of(identity, action, resource, context).through(endpoint));
      if (!call.decided(decision)) {
        throw ACCESS_DENIED.error(
            "User: %s is not authorized to perform: %s on resource: %s"
                .formatted(call.caller.principalArn(), action, request.roleArn()));
      }
    }
  }

  private static List<String> actions(AssumeRole request) {
    var actions = new ArrayList<String>(1);
    actions.add("sts:AssumeRole");
    if (request.tags() != null && !request.tags().isEmpty()) {
      actions.add("sts:TagSession");
    }
    if (request.sourceIdentity() != null) {
      actions.add("sts:SetSourceIdentity");
    }
    return actions;
  }

  private static RequestContext context(Call call, AssumeRole request) {
    var keys =
        ConditionKeys.global(call.caller, call.now)
            .with("sts:RoleSessionName", request.roleSessionName())
            .with("sts:ExternalId", request.externalId())
            .with("sts:SourceIdentity", request.sourceIdentity());
    var tags = request.tags() == null ? List.<Tag>of() : request.tags();
    tags.forEach(tag -> keys.with("aws:RequestTag/" + tag.key(), tag.value()));
    if (!tags.isEmpty()) {
      keys.with("aws:TagKeys", tags.stream().map(Tag::key).toList());
    }
    return keys.build();
  }

  private static Principal role(AssumeRole request) {
    try {
      var role = Principal.parse(request.roleArn());
      if (role.type() == ROLE) {
        return role;
      }
    } catch (IllegalArgumentException noPrincipal) {
      // told below
    }
    throw VALIDATION.error(request.roleArn() + " is invalid");
  }

  private static void requireDistinctKeys(List<Tag> tags) {
    var keys = new HashSet<String>();
    for (var tag : tags) {
      if (!keys.add(tag.key().toLowerCase(Locale.ROOT))) {
        throw INVALID_PARAMETER.error(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
  }

  private static @Nullable Policy sessionPolicy(AssumeRole request) {
    if (request.policy() == null) {
      return null;
    }
    try {
      var policy = Policy.parse(request.policy());
      policy.requireNoPrincipals();
      policy.requireCompleteArns();
      return policy;
    } catch (MalformedPolicyException malformed) {
      throw MALFORMED_POLICY_DOCUMENT.error("Syntax errors in policy. " + malformed.getMessage());
    } catch (IllegalArgumentException namesPrincipals) {
      throw MALFORMED_POLICY_DOCUMENT.error("Policy document should not specify a principal.");
    }
  }

  private static int duration(AssumeRole request) {
    return request.durationSeconds() == null ? ONE_HOUR : request.durationSeconds();
  }

  private static boolean isSession(Call call) {
    return call.caller.principalArn().contains(":assumed-role/");
  }

  private static Credentials credentials(Ids ids, Instant expiration) {
    return new Credentials(
        Sessions.newAccessKeyId(ids.keyMaterial(16)),
        SecretValue.ofText(Base64.getEncoder().encodeToString(ids.keyMaterial(30))),
        SecretValue.ofText(Base64.getEncoder().encodeToString(ids.keyMaterial(240))),
        expiration);
  }

  private static String userId(Identity identity) {
    var principal = identity.principal();
    return switch (principal.type()) {
      case ACCOUNT -> principal.account();
      case USER, ROLE -> uniqueId(identity);
      default ->
          uniqueId(identity)
              + principal.arn().substring(principal.arn().lastIndexOf('/')).replace('/', ':');
    };
  }

  /** What IAM would have given it; derived from the ARN, so that each run has the same. */
  private static String uniqueId(Identity identity) {
    if (!identity.uniqueId().isEmpty()) {
      return identity.uniqueId();
    }
    var principal = identity.principal();
    var prefix = principal.type() == USER ? "AIDA" : "AROA";
    return prefix + Base32.encode(Base32.sha256(principal.policyArn()), 17);
  }
}
