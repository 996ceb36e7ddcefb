package dev.strongroom.internal.service.sts;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.internal.iam.Principal.Type.ACCOUNT;
import static dev.strongroom.internal.iam.Principal.Type.ROLE;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.AssumeRole.AssumedRoleUser;
import dev.strongroom.api.sts.AssumeRole.Credentials;
import dev.strongroom.api.sts.AssumeRole.PolicyDescriptor;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.api.sts.Tag;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.internal.engine.AccessKeys;
import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.internal.engine.ResourceLookup;
import dev.strongroom.internal.engine.Sessions.Session;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.model.ServiceModel;
import dev.strongroom.internal.time.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** AWS Security Token Service, as far as callers need it to assume roles. */
public final class Sts implements AwsService {

  private static final ServiceModel MODEL = ServiceModel.named("sts");

  private static final int ONE_HOUR = 3600;
  private static final int MOST_POLICIES = 10;

  /** Made when an operation is first called, which few processes do. */
  private static final class Table {
    static final List<Operation<?, ?, ?>> OPERATIONS =
        List.of(
            Operation.read(
                GetCallerIdentity.class,
                new Nothing(),
                (nothing, request, call) -> callerIdentity(call.identity())),
            Operation.write(AssumeRole.class, new RoleLookup(), Sts::assumeRole)
                .checking(Sts::check)
                .alsoNeeding(Sts::furtherActions)
                .conditionKeys(Sts::conditionKeys)
                .refusing("TransitiveTagKeys", "SerialNumber", "TokenCode", "ProvidedContexts"));
  }

  /** The role that a request names; empty if there is none. */
  private static final class RoleLookup implements ResourceLookup<AssumeRole, Optional<Identity>> {

    @Override
    public Optional<Identity> find(AssumeRole request, Call call) {
      if (duration(request) > ONE_HOUR && isSession(call)) {
        throw VALIDATION.error(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
                + " role chaining");
      }
      if (call.identity().principal().type() == ACCOUNT) {
        throw ACCESS_DENIED.error("Roles may not be assumed by root accounts.");
      }
      return Optional.ofNullable(call.state().iam().role(request.roleArn()));
    }

    /** Both sides must agree, also to tags and a source identity; an absent role refuses. */
    @Override
    public List<AccessQuestion> questions(
        AssumeRole request, Optional<Identity> role, Asked asked, Call call) {
      var trust = role.map(Identity::trust).orElse(null);
      var resource = Resource.role(request.roleArn(), trust);
      var keys = call.globalConditionKeys();
      asked.conditionKeys().accept(keys);
      var context = keys.build();
      return asked.actions().stream()
          .map(action -> new AccessQuestion(action, resource, context, request.roleArn()))
          .toList();
    }
  }

  /** What a request is about that names nothing, and that everybody may make. */
  private static final class Nothing implements ResourceLookup<GetCallerIdentity, Nothing> {

    @Override
    public Nothing find(GetCallerIdentity request, Call call) {
      return this;
    }

    @Override
    public List<AccessQuestion> questions(
        GetCallerIdentity request, Nothing target, Asked asked, Call call) {
      return List.of();
    }
  }

  @Override
  public String endpointPrefix() {
    return "sts";
  }

  @Override
  public String displayName() {
    return "STS";
  }

  @Override
  public Protocol protocol() {
    return new Protocol.Query("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");
  }

  @Override
  public List<Operation<?, ?, ?>> operations() {
    return Table.OPERATIONS;
  }

  @Override
  public List<StateSlot<?>> slots() {
    return List.of(); // sessions are a part of IAM's state
  }

  @Override
  public ServiceModel model() {
    return MODEL;
  }

  @Override
  public String denial(AccessDecision decision, @Nullable String resource) {
    var asked = decision.request();
    return "User: %s is not authorized to perform: %s on resource: %s"
        .formatted(asked.caller().principal().arn(), asked.action(), resource);
  }

  private static void check(AssumeRole request) {
    role(request);
    requireDistinctKeys(request.tags() == null ? List.of() : request.tags());
    sessionPolicy(request);
    if (request.policyArns() != null && request.policyArns().size() > MOST_POLICIES) {
      throw VALIDATION.error(
          "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member"
              + " must have length less than or equal to "
              + MOST_POLICIES);
    }
  }

  private static GetCallerIdentity.Result callerIdentity(Identity caller) {
    return new GetCallerIdentity.Result(
        userId(caller), caller.principal().account(), caller.principal().arn());
  }

  private static Outcome<AssumeRole.Result> assumeRole(
      Optional<Identity> found, AssumeRole request, Call call) {
    var role = found.orElse(null);
    var longest = role == null ? null : role.details().maxSessionDuration();
    if (longest != null && duration(request) > longest) { // IAMAPI-22
      throw VALIDATION.error(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    var policy = sessionPolicy(request);
    var managed = managedPolicies(request, call);
    var session = Identity.of(role(request).session(request.roleSessionName()));
    session =
        session
            .uniqueId((role == null ? session : role).uniqueId())
            .attribute("aws:TokenIssueTime", call.now().truncatedTo(ChronoUnit.SECONDS).toString());
    if (policy != null) {
      session = session.sessionPolicy(policy);
    }
    for (var each : managed) {
      session = session.sessionPolicy(each);
    }
    for (var tag : request.tags() == null ? List.<Tag>of() : request.tags()) {
      session = session.tag(tag.key(), tag.value());
    }
    if (request.sourceIdentity() != null) {
      session = session.attribute("aws:SourceIdentity", request.sourceIdentity());
    }
    var assumed = session;
    var expiration = call.now().plusSeconds(duration(request)).truncatedTo(ChronoUnit.SECONDS);
    var credentials = credentials(call.ids(), expiration);
    return new Outcome<>(
        call.state()
            .changingIam(
                iam ->
                    iam.with(
                        iam.sessions()
                            .at(call.now())
                            .with(credentials.accessKeyId(), new Session(assumed, expiration)))),
        new AssumeRole.Result(
            credentials,
            new AssumedRoleUser(userId(session), session.principal().arn()),
            request.sourceIdentity()));
  }

  private static List<String> furtherActions(AssumeRole request) {
    var actions = new ArrayList<String>(0);
    if (request.tags() != null && !request.tags().isEmpty()) {
      actions.add("TagSession");
    }
    if (request.sourceIdentity() != null) {
      actions.add("SetSourceIdentity");
    }
    return actions;
  }

  private static void conditionKeys(AssumeRole request, RequestContext.Builder keys) {
    keys.with("sts:RoleSessionName", request.roleSessionName())
        .with("sts:ExternalId", request.externalId())
        .with("sts:SourceIdentity", request.sourceIdentity());
    var tags = request.tags() == null ? List.<Tag>of() : request.tags();
    tags.forEach(tag -> keys.with("aws:RequestTag/" + tag.key(), tag.value()));
    if (!tags.isEmpty()) {
      keys.with("aws:TagKeys", tags.stream().map(Tag::key).toList());
    }
  }

  private static Principal role(AssumeRole request) {
    try {
      var role = Principal.parse(request.roleArn());
      if (role.type() == ROLE) {
        return role;
      }
    } catch (IllegalArgumentException noPrincipal) {
      // refused below
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

  /** Returns the managed policies that limit a session; they are of the role's account. */
  private static List<Policy> managedPolicies(AssumeRole request, Call call) {
    var policies = new ArrayList<Policy>();
    var account = role(request).account();
    for (var descriptor :
        request.policyArns() == null ? List.<PolicyDescriptor>of() : request.policyArns()) {
      var arn = Objects.requireNonNullElse(descriptor.arn(), "");
      var policy = call.state().iam().attachable(arn, account);
      if (policy == null) {
        throw MALFORMED_POLICY_DOCUMENT.error("The managed policy " + arn + " doesn't exist.");
      }
      try {
        policy.requireCompleteArns();
      } catch (MalformedPolicyException malformed) {
        throw MALFORMED_POLICY_DOCUMENT.error("Syntax errors in policy. " + malformed.getMessage());
      }
      policies.add(policy);
    }
    return policies;
  }

  private static int duration(AssumeRole request) {
    return request.durationSeconds() == null ? ONE_HOUR : request.durationSeconds();
  }

  private static boolean isSession(Call call) {
    return call.caller().principalArn().contains(":assumed-role/");
  }

  private static Credentials credentials(Ids ids, Instant expiration) {
    return new Credentials(
        AccessKeys.ofASession(ids.keyMaterial(16)),
        SecretValue.ofText(Base64.getEncoder().encodeToString(ids.keyMaterial(30))),
        SecretValue.ofText(Base64.getEncoder().encodeToString(ids.keyMaterial(240))),
        expiration);
  }

  private static String userId(Identity identity) {
    var principal = identity.principal();
    return switch (principal.type()) {
      case ACCOUNT -> principal.account();
      case USER, ROLE -> identity.uniqueId();
      default ->
          identity.uniqueId()
              + principal.arn().substring(principal.arn().lastIndexOf('/')).replace('/', ':');
    };
  }
}
