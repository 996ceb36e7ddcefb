package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.DELETE_CONFLICT;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.NO_SUCH_ENTITY;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.iam.Layer;
import dev.strongroom.internal.engine.AwsManagedPolicies;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.ManagedPolicy;
import dev.strongroom.internal.iam.ManagedPolicyVersion;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.service.iam.api.AttachedPermissionsBoundary;
import dev.strongroom.internal.service.iam.api.CreatePolicy;
import dev.strongroom.internal.service.iam.api.CreatePolicyVersion;
import dev.strongroom.internal.service.iam.api.DeletePolicy;
import dev.strongroom.internal.service.iam.api.DeletePolicyVersion;
import dev.strongroom.internal.service.iam.api.GetPolicy;
import dev.strongroom.internal.service.iam.api.GetPolicyVersion;
import dev.strongroom.internal.service.iam.api.ListPolicies;
import dev.strongroom.internal.service.iam.api.ListPolicyVersions;
import dev.strongroom.internal.service.iam.api.PolicyVersion;
import dev.strongroom.internal.service.iam.api.SetDefaultPolicyVersion;
import dev.strongroom.internal.service.iam.api.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Managed policies, of the account and of AWS, with their versions. */
final class ManagedPolicies {

  private static final int MOST_CHARACTERS = 6_144;

  private ManagedPolicies() {}

  /** Returns whether a policy of an identity is a managed one, which has its ARN as its name. */
  static boolean isManaged(Policy policy) {
    return policy.name().startsWith("arn:");
  }

  static String requireArn(String arn) {
    if (!arn.startsWith("arn:") || arn.split(":", 7).length != 6) { // IAMAPI-15
      throw VALIDATION.error("ARN " + arn + " is not valid.");
    }
    return arn;
  }

  /** Returns the document of a policy that can be attached in the caller's account. */
  static Policy attachable(String arn, Call call) {
    var policy = call.state().iam().attachable(requireArn(arn), call.caller().accountId());
    if (policy == null) { // IAMAPI-5
      throw NO_SUCH_ENTITY.error("Policy " + arn + " does not exist or is not attachable.");
    }
    return policy;
  }

  /** Returns a role or user within a boundary; null leaves it as it is. */
  static Identity limited(Identity identity, @Nullable String boundary, Call call) {
    return boundary == null ? identity : identity.boundary(attachable(boundary, call));
  }

  /** Returns a role or user without a boundary. */
  static Identity unlimited(Identity identity) {
    if (identity.policies(Layer.PERMISSIONS_BOUNDARY).isEmpty()) {
      var name = Kind.nameOf(identity.principal().arn());
      throw NO_SUCH_ENTITY.error("The permissions boundary for " + name + " cannot be found.");
    }
    return identity.with(Layer.PERMISSIONS_BOUNDARY, List.of());
  }

  /** Returns the ARN of an identity's boundary; null if it has none, or one without an ARN. */
  static @Nullable String boundaryArn(Identity identity) {
    return identity.policies(Layer.PERMISSIONS_BOUNDARY).stream()
        .filter(ManagedPolicies::isManaged)
        .map(Policy::name)
        .findFirst()
        .orElse(null);
  }

  static @Nullable AttachedPermissionsBoundary boundary(Identity identity) {
    var arn = boundaryArn(identity);
    return arn == null ? null : new AttachedPermissionsBoundary("PermissionsBoundaryPolicy", arn);
  }

  static Outcome<CreatePolicy.Result> create(Named named, CreatePolicy request, Call call) {
    var arn = Kind.POLICY.newArn(call, request.path(), request.policyName());
    var managed =
        ManagedPolicy.created(
            document(request.policyDocument(), arn),
            Kind.POLICY.newId(call),
            Roles.now(call),
            request.description(),
            Tags.map(request.tags()));
    var shown = shown(arn, managed, call, Tags.shown(managed.tags()), null);
    return new Outcome<>(
        call.state().changingIam(iam -> iam.with(arn, managed)), new CreatePolicy.Result(shown));
  }

  private static Policy document(String text, String arn) {
    var policy = Documents.ofAnIdentity(text);
    if (Documents.size(policy) > MOST_CHARACTERS) { // IAMAPI-4
      throw LIMIT_EXCEEDED.error("Cannot exceed quota for PolicySize: " + MOST_CHARACTERS);
    }
    return policy.named(arn);
  }

  private static @Nullable ManagedPolicy find(String arn, Call call) {
    var own = call.state().iam().managedPolicies().get(arn);
    return own == null ? AwsManagedPolicies.get(arn) : own;
  }

  private static ManagedPolicy require(String arn, Call call) {
    var managed = find(arn, call);
    if (managed == null) { // IAMAPI-5
      throw NO_SUCH_ENTITY.error("Policy " + arn + " was not found.");
    }
    return managed;
  }

  /** Returns a policy of the account, since AWS's own can't be changed. */
  private static ManagedPolicy requireOwn(String arn, Call call) {
    var own = call.state().iam().managedPolicies().get(arn);
    if (own == null) {
      throw NO_SUCH_ENTITY.error("Policy " + arn + " was not found.");
    }
    return own;
  }

  private static dev.strongroom.internal.service.iam.api.Policy shown(
      String arn,
      ManagedPolicy managed,
      Call call,
      @Nullable List<Tag> tags,
      @Nullable String description) {
    return new dev.strongroom.internal.service.iam.api.Policy(
        Kind.nameOf(arn),
        Objects.requireNonNullElseGet(managed.uniqueId(), () -> Kind.POLICY.idOf(arn)),
        arn,
        Kind.pathOf(arn),
        "v" + managed.version(),
        count(arn, Layer.IDENTITY_POLICY, call),
        count(arn, Layer.PERMISSIONS_BOUNDARY, call),
        true,
        description,
        Objects.requireNonNullElse(managed.created(), Roles.UNKNOWN),
        Objects.requireNonNullElse(managed.updated(), Roles.UNKNOWN),
        tags);
  }

  private static int count(String arn, Layer layer, Call call) {
    return (int)
        Stream.concat(Kind.ROLE.arns(call, null).stream(), Kind.USER.arns(call, null).stream())
            .map(call.state().iam().identities()::get)
            .filter(Objects::nonNull)
            .filter(who -> who.policies(layer).stream().anyMatch(p -> p.name().equals(arn)))
            .count();
  }

  static GetPolicy.Result get(Named named, GetPolicy request, Call call) {
    var managed = require(named.arn(), call);
    var tags = Tags.list(managed.tags());
    return new GetPolicy.Result(shown(named.arn(), managed, call, tags, managed.description()));
  }

  static GetPolicyVersion.Result getVersion(Named named, GetPolicyVersion request, Call call) {
    var managed = find(named.arn(), call);
    var version = version(named, managed, request.versionId());
    var shown = shown(version, managed, Documents.encoded(version.policy().text()));
    return new GetPolicyVersion.Result(shown);
  }

  private static ManagedPolicyVersion version(
      Named named, @Nullable ManagedPolicy managed, String id) {
    var versions = managed == null ? List.<ManagedPolicyVersion>of() : managed.versions();
    return versions.stream()
        .filter(version -> id.equals("v" + version.number()))
        .findFirst()
        .orElseThrow(
            () ->
                NO_SUCH_ENTITY.error( // IAMAPI-5
                    "Policy "
                        + named.arn()
                        + " version "
                        + id
                        + " does not exist or is not attachable."));
  }

  private static PolicyVersion shown(
      ManagedPolicyVersion version, @Nullable ManagedPolicy managed, @Nullable String document) {
    return new PolicyVersion(
        document,
        "v" + version.number(),
        managed != null && version.number() == managed.version(),
        Objects.requireNonNullElse(version.created(), Roles.UNKNOWN));
  }

  static ListPolicyVersions.Result listVersions(
      Named named, ListPolicyVersions request, Call call) {
    var managed = require(named.arn(), call);
    var page =
        Pages.of(
            call,
            request.maxItems(),
            request.marker(),
            managed.versions(),
            version -> "%010d".formatted(Integer.MAX_VALUE - version.number()), // newest first
            "versions",
            named.arn());
    return new ListPolicyVersions.Result(
        page.map(version -> shown(version, managed, null)), page.isTruncated(), page.marker());
  }

  static Outcome<DeletePolicyVersion.Result> deleteVersion(
      Named named, DeletePolicyVersion request, Call call) {
    var managed = requireOwn(named.arn(), call);
    var version = version(named, managed, request.versionId());
    if (version.number() == managed.version()) { // IAMAPI-13
      throw DELETE_CONFLICT.error("Cannot delete the default version of a policy.");
    }
    return new Outcome<>(
        call.state().changingIam(iam -> iam.with(named.arn(), managed.without(version))),
        new DeletePolicyVersion.Result());
  }

  static Outcome<SetDefaultPolicyVersion.Result> setDefaultVersion(
      Named named, SetDefaultPolicyVersion request, Call call) {
    var managed = requireOwn(named.arn(), call);
    var version = version(named, managed, request.versionId());
    boolean isDefault = version.number() == managed.version();
    var next = isDefault ? managed : managed.withDefault(version, Roles.now(call));
    return new Outcome<>(
        call.state().changingIam(iam -> iam.with(named.arn(), next)),
        new SetDefaultPolicyVersion.Result());
  }

  static Outcome<CreatePolicyVersion.Result> createVersion(
      Named named, CreatePolicyVersion request, Call call) {
    var managed = requireOwn(named.arn(), call);
    var document = document(request.policyDocument(), named.arn());
    if (managed.versions().size() >= ManagedPolicy.MOST_VERSIONS) { // IAMAPI-16
      throw LIMIT_EXCEEDED.error(
          "A managed policy can have up to 5 versions. Before you create a new version, you must"
              + " delete an existing version.");
    }
    boolean asDefault = Boolean.TRUE.equals(request.setAsDefault());
    var next = managed.plus(document, asDefault, Roles.now(call));
    return new Outcome<>(
        call.state().changingIam(iam -> iam.with(named.arn(), next)),
        new CreatePolicyVersion.Result(
            new PolicyVersion(null, "v" + next.latest(), asDefault, Roles.now(call))));
  }

  static Outcome<DeletePolicy.Result> delete(Named named, DeletePolicy request, Call call) {
    var managed = requireOwn(named.arn(), call);
    if (count(named.arn(), Layer.IDENTITY_POLICY, call) > 0
        || count(named.arn(), Layer.PERMISSIONS_BOUNDARY, call) > 0) { // IAMAPI-13
      throw DELETE_CONFLICT.error("Cannot delete a policy attached to entities.");
    }
    if (managed.versions().size() > 1) {
      throw DELETE_CONFLICT.error(
          "This policy has more than one version. Before you delete a policy, you must delete the"
              + " policy's versions. The default version is deleted with the policy.");
    }
    return new Outcome<>(
        call.state().changingIam(iam -> iam.withoutManagedPolicy(named.arn())),
        new DeletePolicy.Result());
  }

  static ListPolicies.Result list(Named named, ListPolicies request, Call call) {
    var scope = request.scope() == null ? "All" : request.scope();
    var arns = new ArrayList<String>();
    if (!scope.equals("AWS")) {
      arns.addAll(Kind.POLICY.arns(call, request.pathPrefix()));
    }
    if (!scope.equals("Local")) {
      AwsManagedPolicies.arns(call.caller().partition()).stream()
          .filter(arn -> isBelow(arn, request.pathPrefix()))
          .forEach(arns::add);
    }
    var layer =
        request.policyUsageFilter() == null
            ? null
            : request.policyUsageFilter().equals("PermissionsBoundary")
                ? Layer.PERMISSIONS_BOUNDARY
                : Layer.IDENTITY_POLICY;
    boolean onlyAttached = Boolean.TRUE.equals(request.onlyAttached());
    arns.removeIf(arn -> layer != null && count(arn, layer, call) == 0);
    arns.removeIf(arn -> onlyAttached && count(arn, Layer.IDENTITY_POLICY, call) == 0);
    var page =
        Pages.of(
            call,
            request.maxItems(),
            request.marker(),
            arns,
            arn -> Kind.nameOf(arn) + " " + arn,
            "policies",
            named.arn(),
            scope,
            onlyAttached,
            String.valueOf(layer));
    return new ListPolicies.Result(
        page.map(arn -> shown(arn, require(arn, call), call, null, null)),
        page.isTruncated(),
        page.marker());
  }

  static boolean isBelow(String arn, @Nullable String pathPrefix) {
    return pathPrefix == null || Kind.pathOf(arn).startsWith(pathPrefix);
  }
}
