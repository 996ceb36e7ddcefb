package dev.strongroom.model;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;
import static dev.strongroom.model.ReferenceModel.ANY_TEXT;
import static dev.strongroom.model.ReferenceState.checked;
import static dev.strongroom.model.ReferenceState.checkedName;
import static dev.strongroom.model.ReferenceState.present;
import static dev.strongroom.model.ReferenceState.unmarked;
import static dev.strongroom.model.ReferenceVersions.CURRENT;
import static dev.strongroom.model.ReferenceVersions.PENDING;
import static dev.strongroom.model.ReferenceVersions.PREVIOUS;
import static dev.strongroom.model.ReferenceVersions.requireSameValue;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes to secrets and their tags, as the reference model does them. */
final class ReferenceWrites {

  private final ReferenceState state;
  private final ReferenceVersions versions;
  private String suffix = "AAAAAA";
  private int secretsMade;

  ReferenceWrites(ReferenceState state) {
    this.state = state;
    this.versions = new ReferenceVersions(state);
  }

  /** The six characters that the next ARN ends in: chance is not modelled, it is learned. */
  void learnSuffix(String next) {
    suffix = next;
  }

  Record write(Request<?> request) {
    if (request instanceof CreateSecret create) {
      return create(create);
    } else if (request instanceof PutSecretValue put) {
      return put(put);
    } else if (request instanceof UpdateSecret update) {
      return update(update);
    } else if (request instanceof UpdateSecretVersionStage stage) {
      return versions.stage(stage);
    } else if (request instanceof DeleteSecret delete) {
      return delete(delete);
    } else if (request instanceof RestoreSecret restore) {
      return restore(restore);
    } else if (request instanceof TagResource tag) {
      return tag(tag);
    } else if (request instanceof UntagResource untag) {
      return untag(untag);
    }
    throw new IllegalArgumentException(request.operation() + " is not modelled");
  }

  private String newArn(String name) { // ID-1
    return "arn:aws:secretsmanager:us-east-1:123456789012:secret:" + name + "-" + suffix;
  }

  private CreateSecret.Result create(CreateSecret request) {
    checkedName(request.name(), request.name()); // CS-5
    requireToken(request.clientRequestToken());
    requireNotBoth(request.secretString(), request.secretBinary()); // CS-2
    requireUserTags(request.tags());
    var token = request.clientRequestToken();
    var value = either(request.secretString(), request.secretBinary());
    for (var existing : state.secrets) {
      if (existing.name.equals(request.name())) {
        return createdBefore(existing, token, value);
      }
    }
    var secret = new ReferenceSecret();
    secret.arn = newArn(request.name());
    secret.name = request.name();
    secret.number = secretsMade++;
    secret.creationToken = token;
    secret.created = state.now;
    secret.changed = state.now;
    secret.description = orNone(request.description()); // CS-3
    secret.kmsKeyId = orNone(request.kmsKeyId());
    if (request.tags() != null) { // TAG-8
      secret.tags = new ArrayList<>();
      addTags(secret, request.tags());
    }
    state.secrets.add(secret);
    if (value != null) { // CS-1
      versions.addVersion(secret, token, value, List.of(CURRENT));
    }
    return new CreateSecret.Result(secret.arn, secret.name, value == null ? null : token, null);
  }

  private static CreateSecret.Result createdBefore(
      ReferenceSecret existing, String token, SecretValue value) {
    if (existing.deletion != null) { // MD-1, ORD-3
      throw INVALID_REQUEST.error(
          "You can't create this secret because a secret with this name is already scheduled for deletion.");
    }
    if (existing.version(token) != null) { // IDEM-3
      requireSameValue(existing, existing.version(token), value);
      return new CreateSecret.Result(existing.arn, existing.name, token, null);
    }
    if (value == null && existing.creationToken.equals(token)) { // a retry without a value
      return new CreateSecret.Result(existing.arn, existing.name, null, null);
    }
    throw RESOURCE_EXISTS.error( // IDEM-7
        "The operation failed because the secret " + existing.name + " already exists.");
  }

  private PutSecretValue.Result put(PutSecretValue request) {
    checked(request.secretId());
    requireToken(request.clientRequestToken());
    if (request.secretString() == null && request.secretBinary() == null) { // PSV-3
      throw INVALID_REQUEST.error("You must provide either SecretString or SecretBinary.");
    }
    requireNotBoth(request.secretString(), request.secretBinary()); // PSV-4
    var secret = unmarked(state.find(request.secretId())); // MD-5
    var token = request.clientRequestToken();
    var value = either(request.secretString(), request.secretBinary());
    var known = secret.version(token);
    if (known == null) {
      versions.addVersion(
          secret,
          token,
          value,
          request.versionStages() == null ? List.of(CURRENT) : request.versionStages()); // LBL-4
      secret.changed = state.now;
    } else {
      requireSameValue(secret, known, value); // IDEM-4: nothing moves
    }
    return new PutSecretValue.Result(
        secret.arn, secret.name, token, List.copyOf(secret.version(token).labels));
  }

  private UpdateSecret.Result update(UpdateSecret request) {
    checked(request.secretId());
    requireToken(request.clientRequestToken());
    requireNotBoth(request.secretString(), request.secretBinary()); // US-6
    var secret = unmarked(state.find(request.secretId())); // MD-5
    if (request.description() != null) { // US-3, US-4
      secret.description = orNone(request.description());
    }
    if (request.kmsKeyId() != null) { // US-5, KMS-3
      var before = state.key(secret);
      secret.kmsKeyId = orNone(request.kmsKeyId());
      for (var label : List.of(CURRENT, PENDING, PREVIOUS)) {
        var holder = secret.holder(label);
        if (holder != null && !before.equals(state.key(secret))) {
          holder.keys.remove(state.key(secret));
          holder.keys.add(state.key(secret));
        }
      }
    }
    var token = request.clientRequestToken();
    var value = either(request.secretString(), request.secretBinary());
    if (value != null && secret.version(token) == null) { // US-1
      versions.addVersion(secret, token, value, List.of(CURRENT));
    } else if (value != null) {
      requireSameValue(secret, secret.version(token), value); // IDEM-5
    }
    secret.changed = state.now; // US-7
    return new UpdateSecret.Result(secret.arn, secret.name, value == null ? null : token);
  }

  private static void requireToken(String token) { // IDEM-2
    if (token == null) {
      throw INVALID_REQUEST.error(
          "You must provide a ClientRequestToken value. We recommend a UUID-type value.");
    }
  }

  private static void requireNotBoth(SecretValue text, SecretValue binary) {
    if (text != null && binary != null) {
      throw INVALID_PARAMETER.error(
          "You can't specify both a binary secret value and a string secret value in the same secret.");
    }
  }

  private static SecretValue either(SecretValue text, SecretValue binary) {
    return text != null ? text : binary;
  }

  private static String orNone(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private DeleteSecret.Result delete(DeleteSecret request) {
    checked(request.secretId()); // DEL-11
    var window = request.recoveryWindowInDays();
    boolean force = Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
    if (window != null && (window < 7 || window > 30)) { // DEL-2
      throw INVALID_PARAMETER.error(
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    if (window != null && force) { // DEL-3
      throw INVALID_PARAMETER.error(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    var secret = state.lookUp(request.secretId());
    if (force) { // DEL-6, DEL-7, MD-12
      state.secrets.remove(secret);
      return secret != null
          ? new DeleteSecret.Result(secret.arn, secret.name, state.now)
          : new DeleteSecret.Result(ANY_TEXT, request.secretId(), state.now);
    }
    unmarked(present(secret)); // MD-11
    secret.deletion = state.now.plus(Duration.ofDays(window == null ? 30 : window)); // DEL-1, TS-6
    secret.changed = state.now;
    return new DeleteSecret.Result(secret.arn, secret.name, secret.deletion);
  }

  private RestoreSecret.Result restore(RestoreSecret request) {
    var secret = state.find(request.secretId());
    if (secret.deletion != null) { // RS-1; a live one stays as it is (RS-2)
      secret.deletion = null;
      secret.changed = state.now;
    }
    return new RestoreSecret.Result(secret.arn, secret.name);
  }

  private TagResource.Result tag(TagResource request) {
    checked(request.secretId());
    requireUserTags(request.tags());
    var secret = unmarked(state.find(request.secretId())); // MD-3
    if (secret.tags == null) {
      secret.tags = new ArrayList<>();
    }
    addTags(secret, request.tags());
    secret.changed = state.now;
    return new TagResource.Result();
  }

  private static void addTags(ReferenceSecret secret, List<Tag> tags) {
    for (var tag : tags) { // TAG-5
      int known = -1;
      for (int i = 0; i < secret.tags.size(); i++) {
        known = secret.tags.get(i).key().equals(tag.key()) ? i : known;
      }
      if (known >= 0) {
        secret.tags.set(known, tag);
      } else {
        secret.tags.add(tag);
      }
    }
    if (secret.tags.size() > 50) { // TAG-2, TAG-7
      throw INVALID_PARAMETER.error(ANY_TEXT);
    }
  }

  private UntagResource.Result untag(UntagResource request) {
    checked(request.secretId());
    request.tagKeys().forEach(ReferenceWrites::requireUserKey);
    var secret = unmarked(state.find(request.secretId())); // MD-3
    boolean removed =
        secret.tags != null && secret.tags.removeIf(tag -> request.tagKeys().contains(tag.key()));
    if (removed) { // TAG-6: else nothing changes
      secret.changed = state.now;
    }
    return new UntagResource.Result();
  }

  private static void requireUserTags(List<Tag> tags) {
    for (var tag : tags == null ? List.<Tag>of() : tags) {
      requireUserKey(tag.key());
    }
  }

  private static void requireUserKey(String key) {
    if (key == null || key.startsWith("aws:")) { // TAG-1, TAG-3
      throw INVALID_PARAMETER.error(ANY_TEXT);
    }
  }
}
