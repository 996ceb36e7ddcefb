package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ALREADY_EXISTS;
import static dev.strongroom.api.ErrorCode.INVALID_ALIAS_NAME;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.ListAliases;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.internal.service.kms.RegionKeys.Alias;
import dev.strongroom.internal.service.kms.RegionKeys.RegionChange;
import java.util.Objects;

/** CreateAlias, UpdateAlias, DeleteAlias and ListAliases. */
public final class Aliases {

  static final String PREFIX = "alias/";
  private static final String RESERVED = "alias/aws/"; // KMS-11

  private Aliases() {}

  public static void check(CreateAlias request) {
    requireUserAlias(request.aliasName());
  }

  public static void check(UpdateAlias request) {
    requireUserAlias(request.aliasName());
  }

  public static void check(DeleteAlias request) {
    requireUserAlias(request.aliasName());
  }

  public static RegionChange<CreateAlias.Result> createAlias(
      RegionKeys keys, CreateAlias request, KmsContext context) {
    var name = request.aliasName();
    if (keys.alias(name, context.now()) != null) {
      throw ALREADY_EXISTS.error(
          "An alias with the name " + arn(name, context) + " already exists");
    }
    var key = require(keys, request.targetKeyId(), context).requireNotPendingDeletion();
    var alias = new Alias(name, key.arn().keyId(), context.now(), context.now());
    return new RegionChange<>(keys.with(alias), new CreateAlias.Result());
  }

  public static RegionChange<UpdateAlias.Result> updateAlias(
      RegionKeys keys, UpdateAlias request, KmsContext context) {
    var alias = requireAlias(keys, request.aliasName(), context);
    var key = require(keys, request.targetKeyId(), context).requireNotPendingDeletion();
    var before = Objects.requireNonNull(keys.byAlias(alias.name(), context.now())).facts();
    if (before.usage() != key.facts().usage() || isPair(before.spec()) != isPair(key.spec())) {
      throw VALIDATION.error(
          "The current and new KMS key of an alias must be the same type and have the same key usage.");
    }
    var next = new Alias(alias.name(), key.arn().keyId(), alias.created(), context.now());
    return new RegionChange<>(keys.with(next), new UpdateAlias.Result());
  }

  public static RegionChange<DeleteAlias.Result> deleteAlias(
      RegionKeys keys, DeleteAlias request, KmsContext context) {
    var alias = requireAlias(keys, request.aliasName(), context);
    return new RegionChange<>(keys.without(alias), new DeleteAlias.Result());
  }

  public static ListAliases.Result listAliases(
      RegionKeys keys, ListAliases request, KmsContext context) {
    var only =
        request.keyId() == null ? null : require(keys, request.keyId(), context).arn().keyId();
    var page = Page.of(context, 50, request.limit(), request.marker(), "aliases");
    var entries =
        keys.aliasesAfter(page.after(), context.now())
            .filter(alias -> only == null || alias.keyId().equals(only))
            .map(
                alias ->
                    new ListAliases.Entry(
                        alias.name(),
                        arn(alias.name(), context),
                        alias.keyId(),
                        alias.created(),
                        alias.updated()));
    var listed = page.take(entries, ListAliases.Entry::aliasName);
    return new ListAliases.Result(listed.entries(), listed.nextMarker(), listed.truncated());
  }

  /** A key of the caller's own account, by id or ARN. */
  private static Key require(RegionKeys keys, String keyId, KmsContext context) {
    var id = KeyId.parse(keyId, false, context.caller());
    var key =
        id.accountId().equals(context.caller().accountId()) ? keys.find(id, context.now()) : null;
    if (key == null) {
      throw id.absent();
    }
    return key;
  }

  private static Alias requireAlias(RegionKeys keys, String name, KmsContext context) {
    var alias = keys.alias(name, context.now());
    if (alias == null) {
      throw NOT_FOUND.error("Alias " + arn(name, context) + " is not found.");
    }
    return alias;
  }

  private static void requireUserAlias(String name) {
    if (!name.startsWith(PREFIX)) { // KMS-12
      throw VALIDATION.error(
          "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
    }
    if (name.startsWith(RESERVED)) {
      throw INVALID_ALIAS_NAME.error(
          "Aliases that begin with " + RESERVED + " are reserved for AWS");
    }
    if (name.equals(PREFIX) || name.indexOf(':') >= 0) {
      throw INVALID_ALIAS_NAME.error(name + " contains invalid characters for an alias");
    }
  }

  private static boolean isPair(KeySpec spec) {
    return spec.pair != null;
  }

  private static String arn(String name, KmsContext context) {
    return KeyArn.of(context.caller(), "").alias(name);
  }
}
