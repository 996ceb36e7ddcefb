package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ExternalSecretRotationMetadata;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.api.kms.Blob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The service model's constraints, a row per member, and AWS's answer when one is violated (VAL-1
 * to VAL-8). A test compares the table with the model.
 */
final class Constraints {

  /** One member of a shape; the name is AWS's, in a path its first letter is lower case (VAL-3). */
  record Member<Q>(
      String name, boolean required, Function<Q, @Nullable Object> value, Constraint constraint) {}

  /** The members of a request, or of a structure within, that have constraints. */
  record Shape<Q>(Class<Q> type, List<Member<Q>> members) {}

  /**
   * What a member's value must satisfy; a bound or pattern that is null does not hold.
   *
   * @param min least length of a text or list, or least number
   * @param values the values of an enum; empty if it is none
   * @param element what each element of a list must satisfy
   * @param structure what the members of each element must satisfy
   */
  record Constraint(
      @Nullable Long min,
      @Nullable Long max,
      @Nullable Pattern pattern,
      List<String> values,
      @Nullable Constraint element,
      @Nullable Shape<?> structure) {

    static Constraint within(@Nullable Integer min, @Nullable Integer max) {
      return new Constraint(
          min == null ? null : min.longValue(),
          max == null ? null : max.longValue(),
          null,
          List.of(),
          null,
          null);
    }

    static Constraint oneOf(String... values) {
      return new Constraint(null, null, null, List.of(values), null, null);
    }

    Constraint matching(String regex) {
      return new Constraint(min, max, Pattern.compile(regex), values, element, structure);
    }

    Constraint of(Constraint elements) {
      return new Constraint(min, max, pattern, values, elements, structure);
    }

    Constraint of(Shape<?> structures) {
      return new Constraint(min, max, pattern, values, element, structures);
    }
  }

  static final Constraint ANY = Constraint.within(null, null);
  private static final Constraint NAME = Constraint.within(1, 512);
  private static final Constraint DESCRIPTION = Constraint.within(null, 2048);
  private static final Constraint KMS_KEY_ID = Constraint.within(0, 2048);
  private static final Constraint MAX_RESULTS = Constraint.within(1, 100);
  private static final Constraint NEXT_TOKEN = Constraint.within(1, 4096);
  private static final Constraint RESOURCE_POLICY = Constraint.within(1, 20480);
  private static final Constraint SECRET_ID = Constraint.within(1, 2048);
  private static final Constraint STAGE = Constraint.within(1, 256);
  private static final Constraint TAG_KEY = Constraint.within(1, 128);
  private static final Constraint TOKEN = Constraint.within(32, 64);
  private static final Constraint VALUE = Constraint.within(1, 65536);
  private static final Constraint VERSION_ID = Constraint.within(32, 64);

  private static final Constraint TAGS =
      ANY.of(
          shape(
              Tag.class,
              member("Key", Tag::key, TAG_KEY),
              member("Value", Tag::value, Constraint.within(0, 256))));

  private static final Constraint FILTERS =
      Constraint.within(null, 10)
          .of(
              shape(
                  Filter.class,
                  member(
                      "Key",
                      Filter::key,
                      Constraint.oneOf(
                          "description",
                          "name",
                          "tag-key",
                          "tag-value",
                          "primary-region",
                          "owning-service",
                          "all")),
                  member(
                      "Values",
                      Filter::values,
                      Constraint.within(1, 10)
                          .of(
                              Constraint.within(null, 512)
                                  .matching("^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$")))));

  private static final Constraint REGION = Constraint.within(1, 128).matching("^([a-z]+-)+\\d+$");
  private static final Constraint TYPE = Constraint.within(0, 256);

  private static final Constraint REPLICA_REGIONS =
      Constraint.within(1, null)
          .of(
              shape(
                  ReplicaRegion.class,
                  member("Region", ReplicaRegion::region, REGION),
                  member("KmsKeyId", ReplicaRegion::kmsKeyId, KMS_KEY_ID)));

  private static final Constraint ROTATION_RULES = // ROT-2
      ANY.of(
          shape(
              RotationRules.class,
              member(
                  "AutomaticallyAfterDays",
                  RotationRules::automaticallyAfterDays,
                  Constraint.within(1, 1000)),
              member(
                  "Duration", RotationRules::duration, Constraint.within(2, 3).matching("[0-9]+h")),
              member(
                  "ScheduleExpression",
                  RotationRules::scheduleExpression,
                  Constraint.within(1, 256).matching("[0-9A-Za-z\\(\\)#\\?\\*\\-\\/, ]+"))));

  private static final Constraint ROTATION_METADATA =
      ANY.of(
          shape(
              ExternalSecretRotationMetadata.class,
              member("Key", ExternalSecretRotationMetadata::key, Constraint.within(1, 256)),
              member("Value", ExternalSecretRotationMetadata::value, Constraint.within(1, 2048))));

  static final List<Shape<?>> TABLE =
      List.of(
          shape(
              BatchGetSecretValue.class,
              member(
                  "SecretIdList",
                  BatchGetSecretValue::secretIdList,
                  Constraint.within(1, 20).of(SECRET_ID)),
              member("Filters", BatchGetSecretValue::filters, FILTERS),
              member("MaxResults", BatchGetSecretValue::maxResults, Constraint.within(1, 20)),
              member("NextToken", BatchGetSecretValue::nextToken, NEXT_TOKEN)),
          shape(
              CancelRotateSecret.class,
              required("SecretId", CancelRotateSecret::secretId, SECRET_ID)),
          shape(
              CreateSecret.class,
              required("Name", CreateSecret::name, NAME),
              member("ClientRequestToken", CreateSecret::clientRequestToken, TOKEN),
              member("Description", CreateSecret::description, DESCRIPTION),
              member("KmsKeyId", CreateSecret::kmsKeyId, KMS_KEY_ID),
              member("SecretBinary", CreateSecret::secretBinary, VALUE),
              member("SecretString", CreateSecret::secretString, VALUE),
              member("Tags", CreateSecret::tags, TAGS),
              member("AddReplicaRegions", CreateSecret::addReplicaRegions, REPLICA_REGIONS),
              member("Type", CreateSecret::type, TYPE)),
          shape(
              DeleteResourcePolicy.class,
              required("SecretId", DeleteResourcePolicy::secretId, SECRET_ID)),
          shape(DeleteSecret.class, required("SecretId", DeleteSecret::secretId, SECRET_ID)),
          shape(DescribeSecret.class, required("SecretId", DescribeSecret::secretId, SECRET_ID)),
          shape(
              GetRandomPassword.class,
              member(
                  "PasswordLength", GetRandomPassword::passwordLength, Constraint.within(1, 4096)),
              member(
                  "ExcludeCharacters",
                  GetRandomPassword::excludeCharacters,
                  Constraint.within(0, 4096))),
          shape(
              GetResourcePolicy.class,
              required("SecretId", GetResourcePolicy::secretId, SECRET_ID)),
          shape(
              GetSecretValue.class,
              required("SecretId", GetSecretValue::secretId, SECRET_ID),
              member("VersionId", GetSecretValue::versionId, VERSION_ID),
              member("VersionStage", GetSecretValue::versionStage, STAGE)),
          shape(
              ListSecrets.class,
              member("MaxResults", ListSecrets::maxResults, MAX_RESULTS),
              member("NextToken", ListSecrets::nextToken, NEXT_TOKEN),
              member("Filters", ListSecrets::filters, FILTERS),
              member("SortOrder", ListSecrets::sortOrder, Constraint.oneOf("asc", "desc")),
              member(
                  "SortBy",
                  ListSecrets::sortBy,
                  Constraint.oneOf(
                      "created-date", "last-accessed-date", "last-changed-date", "name"))),
          shape(
              ListSecretVersionIds.class,
              required("SecretId", ListSecretVersionIds::secretId, SECRET_ID),
              member("MaxResults", ListSecretVersionIds::maxResults, MAX_RESULTS),
              member("NextToken", ListSecretVersionIds::nextToken, NEXT_TOKEN)),
          shape(
              PutResourcePolicy.class,
              required("SecretId", PutResourcePolicy::secretId, SECRET_ID),
              required("ResourcePolicy", PutResourcePolicy::resourcePolicy, RESOURCE_POLICY)),
          shape(
              PutSecretValue.class,
              required("SecretId", PutSecretValue::secretId, SECRET_ID),
              member("ClientRequestToken", PutSecretValue::clientRequestToken, TOKEN),
              member("SecretBinary", PutSecretValue::secretBinary, VALUE),
              member("SecretString", PutSecretValue::secretString, VALUE),
              member(
                  "VersionStages",
                  PutSecretValue::versionStages,
                  Constraint.within(1, 20).of(STAGE)),
              member(
                  "RotationToken",
                  PutSecretValue::rotationToken,
                  Constraint.within(36, 256).matching("^[a-zA-Z0-9\\-]+$"))),
          shape(
              RemoveRegionsFromReplication.class,
              required("SecretId", RemoveRegionsFromReplication::secretId, SECRET_ID),
              required(
                  "RemoveReplicaRegions",
                  RemoveRegionsFromReplication::removeReplicaRegions,
                  Constraint.within(1, null).of(REGION))),
          shape(
              ReplicateSecretToRegions.class,
              required("SecretId", ReplicateSecretToRegions::secretId, SECRET_ID),
              required(
                  "AddReplicaRegions",
                  ReplicateSecretToRegions::addReplicaRegions,
                  REPLICA_REGIONS)),
          shape(RestoreSecret.class, required("SecretId", RestoreSecret::secretId, SECRET_ID)),
          shape(
              RotateSecret.class,
              required("SecretId", RotateSecret::secretId, SECRET_ID),
              member("ClientRequestToken", RotateSecret::clientRequestToken, TOKEN),
              member(
                  "RotationLambdaARN", RotateSecret::rotationLambdaARN, Constraint.within(0, 2048)),
              member("RotationRules", RotateSecret::rotationRules, ROTATION_RULES),
              member(
                  "ExternalSecretRotationMetadata",
                  RotateSecret::externalSecretRotationMetadata,
                  ROTATION_METADATA),
              member(
                  "ExternalSecretRotationRoleArn",
                  RotateSecret::externalSecretRotationRoleArn,
                  Constraint.within(20, 2048))),
          shape(
              StopReplicationToReplica.class,
              required("SecretId", StopReplicationToReplica::secretId, SECRET_ID)),
          shape(
              TagResource.class,
              required("SecretId", TagResource::secretId, SECRET_ID),
              required("Tags", TagResource::tags, TAGS)),
          shape(
              UntagResource.class,
              required("SecretId", UntagResource::secretId, SECRET_ID),
              required("TagKeys", UntagResource::tagKeys, ANY.of(TAG_KEY))),
          shape(
              UpdateSecret.class,
              required("SecretId", UpdateSecret::secretId, SECRET_ID),
              member("ClientRequestToken", UpdateSecret::clientRequestToken, TOKEN),
              member("Description", UpdateSecret::description, DESCRIPTION),
              member("KmsKeyId", UpdateSecret::kmsKeyId, KMS_KEY_ID),
              member("SecretBinary", UpdateSecret::secretBinary, VALUE),
              member("SecretString", UpdateSecret::secretString, VALUE),
              member("Type", UpdateSecret::type, TYPE)),
          shape(
              UpdateSecretVersionStage.class,
              required("SecretId", UpdateSecretVersionStage::secretId, SECRET_ID),
              required("VersionStage", UpdateSecretVersionStage::versionStage, STAGE),
              member(
                  "RemoveFromVersionId", UpdateSecretVersionStage::removeFromVersionId, VERSION_ID),
              member("MoveToVersionId", UpdateSecretVersionStage::moveToVersionId, VERSION_ID)),
          shape(
              ValidateResourcePolicy.class,
              member("SecretId", ValidateResourcePolicy::secretId, SECRET_ID),
              required("ResourcePolicy", ValidateResourcePolicy::resourcePolicy, RESOURCE_POLICY)));

  private static final Map<Class<?>, Shape<?>> BY_TYPE =
      TABLE.stream().collect(Collectors.toUnmodifiableMap(Shape::type, Function.identity()));

  private Constraints() {}

  /** Refuses a request that violates the model, naming every violation (VAL-2). */
  static void check(Object request) {
    var shape = BY_TYPE.get(request.getClass());
    if (shape == null) {
      shape = KmsConstraints.BY_TYPE.get(request.getClass());
    }
    if (shape == null) {
      shape = StsConstraints.BY_TYPE.get(request.getClass());
    }
    if (shape == null) {
      return;
    }
    var violations = new ArrayList<String>(0);
    collect(shape, request, "", violations);
    if (!violations.isEmpty()) {
      throw VALIDATION.error(
          violations.size()
              + (violations.size() == 1 ? " validation error" : " validation errors")
              + " detected: "
              + String.join("; ", violations));
    }
  }

  @SuppressWarnings("unchecked") // a shape's members read the shape's own type
  private static <Q> void collect(
      Shape<Q> shape, Object structure, String path, List<String> violations) {
    for (var member : shape.members()) {
      var value = member.value().apply((Q) structure);
      var memberPath = path + decapitalized(member.name());
      if (value != null) {
        collect(member.constraint(), value, memberPath, violations);
      } else if (member.required()) { // VAL-4
        violations.add(violation(null, memberPath, "Member must not be null"));
      }
    }
  }

  private static void collect(
      Constraint constraint, Object value, String path, List<String> violations) {
    broken(constraint, value).forEach(text -> violations.add(violation(value, path, text)));
    if (!(value instanceof List<?> elements)) {
      if (constraint.structure() != null) {
        collect(constraint.structure(), value, path + ".", violations);
      }
      return;
    }
    var element = constraint.element();
    if (element != null
        && elements.stream()
            .anyMatch(each -> broken(element, each).findAny().isPresent())) { // VAL-6
      var all = described(element).collect(Collectors.joining(", ", "[", "]"));
      violations.add(violation(value, path, "Member must satisfy constraint: " + all));
    }
    if (constraint.structure() != null) {
      for (int i = 0; i < elements.size(); i++) { // VAL-3
        collect(
            constraint.structure(), elements.get(i), path + "." + (i + 1) + ".member.", violations);
      }
    }
  }

  private static Stream<String> broken(Constraint constraint, Object value) {
    long size = size(value);
    var broken = Stream.<String>empty();
    if (constraint.max() != null && size > constraint.max()) {
      broken = Stream.concat(broken, Stream.of(bound(value, "less", constraint.max())));
    }
    if (constraint.min() != null && size < constraint.min()) {
      broken = Stream.concat(broken, Stream.of(bound(value, "greater", constraint.min())));
    }
    if (constraint.pattern() != null && !constraint.pattern().matcher(text(value)).matches()) {
      broken = Stream.concat(broken, Stream.of(pattern(constraint.pattern())));
    }
    if (!constraint.values().isEmpty() && !constraint.values().contains(value)) {
      broken = Stream.concat(broken, Stream.of(values(constraint.values())));
    }
    return broken;
  }

  private static String text(Object value) {
    return value instanceof SecretValue secret ? secret.text() : value.toString();
  }

  /** All that an element of a list must satisfy, violated or not (VAL-6). */
  private static Stream<String> described(Constraint constraint) {
    return Stream.of(
            constraint.max() == null ? null : bound("", "less", constraint.max()),
            constraint.min() == null ? null : bound("", "greater", constraint.min()),
            constraint.pattern() == null ? null : pattern(constraint.pattern()),
            constraint.values().isEmpty() ? null : values(constraint.values()))
        .flatMap(Stream::ofNullable);
  }

  private static String bound(Object value, String direction, long limit) { // VAL-5
    var measure = value instanceof Number ? "value" : "length";
    return "Member must have " + measure + " " + direction + " than or equal to " + limit;
  }

  private static String pattern(Pattern pattern) {
    return "Member must satisfy regular expression pattern: " + pattern;
  }

  private static String values(List<String> values) {
    return "Member must satisfy enum value set: " + values;
  }

  private static long size(Object value) {
    if (value instanceof SecretValue secret) {
      return secret.length(); // VAL-11
    }
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    if (value instanceof Blob blob) {
      return blob.length();
    }
    if (value instanceof Collection<?> elements) {
      return elements.size();
    }
    return value instanceof Number number ? number.longValue() : 0; // a structure has none
  }

  private static String violation(@Nullable Object value, String path, String constraint) {
    return shown(value) + " at '" + path + "' failed to satisfy constraint: " + constraint;
  }

  private static String shown(@Nullable Object value) {
    if (value == null) {
      return "Value null";
    }
    if (value instanceof SecretValue) { // VAL-7
      return "Value";
    }
    return value instanceof Blob blob // as AWS's own code happens to print one
        ? "Value 'java.nio.HeapByteBuffer[pos=0 lim=%1$s cap=%1$s]'".formatted(blob.length())
        : "Value '" + value + "'";
  }

  private static String decapitalized(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies them
  static <Q> Shape<Q> shape(Class<Q> type, Member<Q>... members) {
    return new Shape<>(type, List.of(members));
  }

  static <Q> Member<Q> member(
      String name, Function<Q, @Nullable Object> value, Constraint constraint) {
    return new Member<>(name, false, value, constraint);
  }

  static <Q> Member<Q> required(
      String name, Function<Q, @Nullable Object> value, Constraint constraint) {
    return new Member<>(name, true, value, constraint);
  }
}
