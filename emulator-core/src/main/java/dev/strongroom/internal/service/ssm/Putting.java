package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.PARAMETER_ALREADY_EXISTS;
import static dev.strongroom.api.ErrorCode.PARAMETER_LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.PARAMETER_MAX_VERSION_LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.PARAMETER_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.service.ssm.api.DeleteParameter;
import dev.strongroom.internal.service.ssm.api.DeleteParameters;
import dev.strongroom.internal.service.ssm.api.PutParameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PutParameter, DeleteParameter and DeleteParameters. */
final class Putting {

  private static final int MOST_STANDARD = 10_000; // SSM-5
  private static final int MOST_ADVANCED = 100_000;
  private static final int STANDARD_BYTES = 4_096;
  private static final int ADVANCED_BYTES = 8_192;
  private static final int VERSIONS = 100;
  private static final String INTELLIGENT = "Intelligent-Tiering";

  private Putting() {}

  static Outcome<PutParameter.Result> put(
      RegionParameters parameters, PutParameter request, Call call) {
    var name = request.name().strip();
    ParameterName.requireNew(name, call);
    var existing = parameters.byName().get(name);
    if (existing != null && !Boolean.TRUE.equals(request.overwrite())) { // SSM-9
      throw PARAMETER_ALREADY_EXISTS.error(
          "The parameter already exists. To overwrite this value, set the overwrite option in the"
              + " request to true.");
    }
    var version = version(existing == null ? null : existing.newest(), request, name, call);
    requireRoom(parameters, existing, version.isAdvanced());
    var tags =
        existing == null
            ? ParameterTags.of(request.tags() == null ? List.of() : request.tags())
            : existing.tags();
    var versions = existing == null ? List.of(version) : next(existing, version);
    var next = parameters.with(new StoredParameter(name, versions, tags));
    return new Outcome<>(
        call.state().with(Ssm.PARAMETERS, call.place(), next),
        new PutParameter.Result(version.number(), version.tier()));
  }

  /** Returns what is put; what the request doesn't say stays as it was (SSM-9). */
  private static ParameterVersion version(
      @Nullable ParameterVersion before, PutParameter request, String name, Call call) {
    var type = request.type() != null ? request.type() : before == null ? null : before.type();
    if (type == null) {
      throw VALIDATION.error("A parameter type is required when you create a parameter.");
    }
    boolean secure = type.equals(ParameterVersion.SECURE);
    if (!secure && request.keyId() != null) { // SSM-17
      throw VALIDATION.error("KeyId is required for SecureString type parameter only.");
    }
    var pattern = or(request.allowedPattern(), before == null ? null : before.allowedPattern());
    if (pattern != null && !pattern.isEmpty()) {
      ParameterValues.requireMatch(pattern, request.value().text(), type.equals("StringList"));
    }
    var policies = policies(before, request, call);
    var tier = tier(before, request, !policies.isEmpty());
    requireFit(request.value().length(), tier);
    var keyId =
        !secure
            ? null
            : or(
                or(request.keyId(), before == null ? null : before.keyId()),
                ParameterKeys.DEFAULT.alias());
    return new ParameterVersion(
        before == null ? 1 : before.number() + 1,
        type,
        tier,
        keyId,
        keyId == null ? request.value() : null,
        keyId == null
            ? null
            : new ParameterKeys(call)
                .seal(name, keyId, tier.equals(ParameterVersion.ADVANCED), request.value()),
        or(request.description(), before == null ? null : before.description()),
        pattern,
        Objects.requireNonNullElse(
            or(request.dataType(), before == null ? null : before.dataType()), "text"),
        List.of(),
        policies,
        call.now(),
        call.caller().principalArn());
  }

  private static @Nullable String or(@Nullable String sent, @Nullable String before) {
    return sent != null ? sent : before;
  }

  private static List<ParameterPolicy> policies(
      @Nullable ParameterVersion before, PutParameter request, Call call) {
    if (request.policies() != null) {
      return ParameterPolicy.parse(request.policies(), call.now());
    }
    return before == null
        ? List.of()
        : before.policies().stream().map(policy -> policy.carriedOver(call.now())).toList();
  }

  private static String tier( // SSM-13
      @Nullable ParameterVersion before, PutParameter request, boolean hasPolicies) {
    boolean wasAdvanced = before != null && before.isAdvanced();
    var asked = or(request.tier(), before == null ? ParameterVersion.STANDARD : before.tier());
    if (INTELLIGENT.equals(asked)) {
      boolean needed = wasAdvanced || hasPolicies || request.value().length() > STANDARD_BYTES;
      return needed ? ParameterVersion.ADVANCED : ParameterVersion.STANDARD;
    }
    if (ParameterVersion.STANDARD.equals(asked) && wasAdvanced) {
      throw VALIDATION.error(
          "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from"
              + " the advanced-parameter tier to the standard-parameter tier. If necessary, you can"
              + " delete the advanced parameter and recreate it as a standard parameter. Be aware"
              + " that standard parameters have a value limit of 4096 characters.");
    }
    if (ParameterVersion.STANDARD.equals(asked) && hasPolicies) { // SSM-24
      throw VALIDATION.error("Parameter policies are supported only for advanced-tier parameters.");
    }
    return Objects.requireNonNull(asked);
  }

  private static void requireFit(int bytes, String tier) { // SSM-13
    if (tier.equals(ParameterVersion.STANDARD) && bytes > STANDARD_BYTES) {
      throw VALIDATION.error(
          "Standard tier parameters support a maximum parameter value of 4096 characters. To create"
              + " a larger parameter value, upgrade the parameter to use the advanced-parameter"
              + " tier. For more information, see"
              + " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html");
    }
    if (bytes > ADVANCED_BYTES) {
      throw VALIDATION.error(
          "Advanced tier parameters support a maximum parameter value of 8192 characters.");
    }
  }

  private static void requireRoom( // SSM-5
      RegionParameters parameters, @Nullable StoredParameter existing, boolean advanced) {
    boolean counted = existing != null && existing.newest().isAdvanced() == advanced;
    int held =
        advanced ? parameters.advanced() : parameters.byName().size() - parameters.advanced();
    if (!counted && held >= (advanced ? MOST_ADVANCED : MOST_STANDARD)) {
      throw PARAMETER_LIMIT_EXCEEDED.error(
          "You have exceeded the number of parameters for this AWS account. Delete one or more"
              + " parameters and try again.");
    }
  }

  private static List<ParameterVersion> next(StoredParameter existing, ParameterVersion version) {
    var versions = new ArrayList<>(existing.versions());
    versions.add(version);
    if (versions.size() > VERSIONS) { // SSM-14
      var oldest = versions.remove(0);
      if (!oldest.labels().isEmpty()) {
        throw PARAMETER_MAX_VERSION_LIMIT_EXCEEDED.error(
            "You attempted to create a new version of %s by calling the PutParameter API with the overwrite flag. Version %d, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again."
                .formatted(existing.name(), oldest.number()));
      }
    }
    return List.copyOf(versions);
  }

  static Outcome<DeleteParameter.Result> delete(
      RegionParameters parameters, DeleteParameter request, Call call) {
    var found = ParameterName.find(request.name(), parameters, call);
    if (found == null) {
      throw PARAMETER_NOT_FOUND.error("");
    }
    return new Outcome<>(
        call.state().with(Ssm.PARAMETERS, call.place(), parameters.without(found.name())),
        new DeleteParameter.Result());
  }

  static Outcome<DeleteParameters.Result> deleteAll( // SSM-12
      RegionParameters parameters, DeleteParameters request, Call call) {
    var next = parameters;
    var deleted = new ArrayList<String>();
    var invalid = new ArrayList<String>();
    for (var name : new LinkedHashSet<>(request.names())) {
      var found = ParameterName.find(name, next, call);
      (found == null ? invalid : deleted).add(name);
      next = found == null ? next : next.without(found.name());
    }
    return new Outcome<>(
        call.state().with(Ssm.PARAMETERS, call.place(), next),
        new DeleteParameters.Result(deleted, invalid));
  }
}
