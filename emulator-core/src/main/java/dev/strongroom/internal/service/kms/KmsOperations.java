package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.ConnectCustomKeyStore;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateCustomKeyStore;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.DeleteCustomKeyStore;
import dev.strongroom.api.kms.DeleteImportedKeyMaterial;
import dev.strongroom.api.kms.DeriveSharedSecret;
import dev.strongroom.api.kms.DescribeCustomKeyStores;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.DisconnectCustomKeyStore;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateDataKey;
import dev.strongroom.api.kms.GenerateDataKeyPair;
import dev.strongroom.api.kms.GenerateDataKeyPairWithoutPlaintext;
import dev.strongroom.api.kms.GenerateDataKeyWithoutPlaintext;
import dev.strongroom.api.kms.GenerateMac;
import dev.strongroom.api.kms.GenerateRandom;
import dev.strongroom.api.kms.GetKeyLastUsage;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.GetParametersForImport;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.ImportKeyMaterial;
import dev.strongroom.api.kms.ListAliases;
import dev.strongroom.api.kms.ListGrants;
import dev.strongroom.api.kms.ListKeyPolicies;
import dev.strongroom.api.kms.ListKeyRotations;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.api.kms.ListResourceTags;
import dev.strongroom.api.kms.ListRetirableGrants;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.ReEncrypt;
import dev.strongroom.api.kms.ReplicateKey;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.api.kms.RevokeGrant;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.Sign;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.api.kms.UntagResource;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.api.kms.UpdateCustomKeyStore;
import dev.strongroom.api.kms.UpdateKeyDescription;
import dev.strongroom.api.kms.UpdatePrimaryRegion;
import dev.strongroom.api.kms.Verify;
import dev.strongroom.api.kms.VerifyMac;
import dev.strongroom.internal.service.kms.KmsOperation.Handler;
import dev.strongroom.internal.service.kms.KmsOperation.KeyRead;
import dev.strongroom.internal.service.kms.KmsOperation.KeyRole;
import dev.strongroom.internal.service.kms.KmsOperation.KeyWrite;
import dev.strongroom.internal.service.kms.KmsOperation.KeysRead;
import dev.strongroom.internal.service.kms.KmsOperation.RegionRead;
import dev.strongroom.internal.service.kms.KmsOperation.RegionWrite;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of all KMS operations. */
public final class KmsOperations {

  /** The names of all operations, each of which has a row. */
  public static final List<String> NAMES =
      List.of(
          "CancelKeyDeletion",
          "ConnectCustomKeyStore",
          "CreateCustomKeyStore",
          "DeleteCustomKeyStore",
          "DisconnectCustomKeyStore",
          "UpdateCustomKeyStore",
          "CreateAlias",
          "CreateGrant",
          "CreateKey",
          "Decrypt",
          "DeleteAlias",
          "DeleteImportedKeyMaterial",
          "DeriveSharedSecret",
          "DescribeKey",
          "DisableKey",
          "DisableKeyRotation",
          "EnableKey",
          "EnableKeyRotation",
          "Encrypt",
          "GenerateDataKey",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext",
          "GenerateDataKeyWithoutPlaintext",
          "GenerateMac",
          "DescribeCustomKeyStores",
          "GenerateRandom",
          "GetKeyLastUsage",
          "GetKeyPolicy",
          "GetKeyRotationStatus",
          "GetParametersForImport",
          "GetPublicKey",
          "ImportKeyMaterial",
          "ListAliases",
          "ListGrants",
          "ListKeyPolicies",
          "ListKeyRotations",
          "ListKeys",
          "ListResourceTags",
          "ListRetirableGrants",
          "PutKeyPolicy",
          "ReEncrypt",
          "ReplicateKey",
          "RetireGrant",
          "RevokeGrant",
          "RotateKeyOnDemand",
          "ScheduleKeyDeletion",
          "Sign",
          "TagResource",
          "UntagResource",
          "UpdateAlias",
          "UpdateKeyDescription",
          "UpdatePrimaryRegion",
          "Verify",
          "VerifyMac");

  private KmsOperations() {}

  /** Returns the row of the operation with this name. */
  public static KmsOperation<?, ?> row(String name) {
    return switch (name) {
      case "CancelKeyDeletion" ->
          write(CancelKeyDeletion.class, CancelKeyDeletion::keyId, Keys::cancelKeyDeletion);
      case "ConnectCustomKeyStore" ->
          onKeyStore(ConnectCustomKeyStore.class, ConnectCustomKeyStore::customKeyStoreId);
      case "CreateCustomKeyStore" ->
          regionWrite(CreateCustomKeyStore.class, KmsOperations::anything, CustomKeyStores::create);
      case "DeleteCustomKeyStore" ->
          onKeyStore(DeleteCustomKeyStore.class, DeleteCustomKeyStore::customKeyStoreId);
      case "DisconnectCustomKeyStore" ->
          onKeyStore(DisconnectCustomKeyStore.class, DisconnectCustomKeyStore::customKeyStoreId);
      case "UpdateCustomKeyStore" ->
          onKeyStore(UpdateCustomKeyStore.class, UpdateCustomKeyStore::customKeyStoreId);
      case "CreateAlias" -> regionWrite(CreateAlias.class, Aliases::check, Aliases::createAlias);
      case "CreateGrant" ->
          operation(
              CreateGrant.class,
              Grants::check,
              new KeyRole<>(
                  "kms:CreateGrant",
                  false,
                  CreateGrant::keyId,
                  none -> null,
                  none -> null,
                  CreateGrant::grantTokens),
              (KeyWrite<CreateGrant, CreateGrant.Result>) Grants::createGrant);
      case "CreateKey" ->
          new KmsOperation<>(
              CreateKey.class,
              KmsOperations::anything,
              List.of(),
              (RegionWrite<CreateKey, CreateKey.Result>) Keys::createKey,
              Keys::prepare);
      case "Decrypt" ->
          operation(
              Decrypt.class,
              Encryption::check,
              role(
                  "Decrypt",
                  Decrypt::keyId,
                  Decrypt::ciphertextBlob,
                  Decrypt::encryptionContext,
                  Decrypt::grantTokens),
              (KeyRead<Decrypt, Decrypt.Result>) Encryption::decrypt);
      case "DeleteAlias" -> regionWrite(DeleteAlias.class, Aliases::check, Aliases::deleteAlias);
      case "DeleteImportedKeyMaterial" ->
          write(
              DeleteImportedKeyMaterial.class,
              DeleteImportedKeyMaterial::keyId,
              KeyImport::deleteImportedKeyMaterial);
      case "DeriveSharedSecret" ->
          use(
              DeriveSharedSecret.class,
              DeriveSharedSecret::keyId,
              none -> null,
              DeriveSharedSecret::grantTokens,
              KeyAgreements::deriveSharedSecret);
      case "DescribeKey" ->
          use(
              DescribeKey.class,
              DescribeKey::keyId,
              none -> null,
              DescribeKey::grantTokens,
              Keys::describeKey);
      case "DisableKey" -> write(DisableKey.class, DisableKey::keyId, Keys::disableKey);
      case "DisableKeyRotation" ->
          write(
              DisableKeyRotation.class, DisableKeyRotation::keyId, KeyRotation::disableKeyRotation);
      case "EnableKey" -> write(EnableKey.class, EnableKey::keyId, Keys::enableKey);
      case "EnableKeyRotation" ->
          write(EnableKeyRotation.class, EnableKeyRotation::keyId, KeyRotation::enableKeyRotation);
      case "Encrypt" ->
          use(
              Encrypt.class,
              Encrypt::keyId,
              Encrypt::encryptionContext,
              Encrypt::grantTokens,
              Encryption::encrypt);
      case "GenerateDataKey" ->
          use(
              GenerateDataKey.class,
              GenerateDataKey::keyId,
              GenerateDataKey::encryptionContext,
              GenerateDataKey::grantTokens,
              DataKeys::generateDataKey);
      case "GenerateDataKeyPair" ->
          use(
              GenerateDataKeyPair.class,
              GenerateDataKeyPair::keyId,
              GenerateDataKeyPair::encryptionContext,
              GenerateDataKeyPair::grantTokens,
              DataKeys::generateDataKeyPair);
      case "GenerateDataKeyPairWithoutPlaintext" ->
          use(
              GenerateDataKeyPairWithoutPlaintext.class,
              GenerateDataKeyPairWithoutPlaintext::keyId,
              GenerateDataKeyPairWithoutPlaintext::encryptionContext,
              GenerateDataKeyPairWithoutPlaintext::grantTokens,
              DataKeys::generateDataKeyPairWithoutPlaintext);
      case "GenerateDataKeyWithoutPlaintext" ->
          use(
              GenerateDataKeyWithoutPlaintext.class,
              GenerateDataKeyWithoutPlaintext::keyId,
              GenerateDataKeyWithoutPlaintext::encryptionContext,
              GenerateDataKeyWithoutPlaintext::grantTokens,
              DataKeys::generateDataKeyWithoutPlaintext);
      case "GenerateMac" ->
          use(
              GenerateMac.class,
              GenerateMac::keyId,
              none -> null,
              GenerateMac::grantTokens,
              Macs::generateMac);
      case "DescribeCustomKeyStores" ->
          regionRead(DescribeCustomKeyStores.class, CustomKeyStores::describe);
      case "GenerateRandom" -> regionRead(GenerateRandom.class, DataKeys::generateRandom);
      case "GetKeyLastUsage" ->
          read(GetKeyLastUsage.class, GetKeyLastUsage::keyId, KeyUses::getKeyLastUsage);
      case "GetKeyPolicy" ->
          read(GetKeyPolicy.class, GetKeyPolicy::keyId, KeyPolicies::getKeyPolicy);
      case "GetKeyRotationStatus" ->
          read(
              GetKeyRotationStatus.class,
              GetKeyRotationStatus::keyId,
              KeyRotation::getKeyRotationStatus);
      case "GetParametersForImport" ->
          read(
              GetParametersForImport.class,
              GetParametersForImport::keyId,
              KeyImport::getParametersForImport);
      case "GetPublicKey" ->
          use(
              GetPublicKey.class,
              GetPublicKey::keyId,
              none -> null,
              GetPublicKey::grantTokens,
              Signing::getPublicKey);
      case "ImportKeyMaterial" ->
          write(
              ImportKeyMaterial.class,
              KeyImport::check,
              ImportKeyMaterial::keyId,
              KeyImport::importKeyMaterial);
      case "ListAliases" -> regionRead(ListAliases.class, Aliases::listAliases);
      case "ListGrants" -> read(ListGrants.class, ListGrants::keyId, Grants::listGrants);
      case "ListKeyPolicies" ->
          read(ListKeyPolicies.class, ListKeyPolicies::keyId, KeyPolicies::listKeyPolicies);
      case "ListKeyRotations" ->
          read(ListKeyRotations.class, ListKeyRotations::keyId, KeyRotation::listKeyRotations);
      case "ListKeys" -> regionRead(ListKeys.class, Keys::listKeys);
      case "ListResourceTags" ->
          read(ListResourceTags.class, ListResourceTags::keyId, KeyTags::listResourceTags);
      case "ListRetirableGrants" ->
          regionRead(ListRetirableGrants.class, Grants::listRetirableGrants);
      case "PutKeyPolicy" ->
          write(PutKeyPolicy.class, PutKeyPolicy::keyId, KeyPolicies::putKeyPolicy);
      case "ReEncrypt" -> reEncrypt();
      case "ReplicateKey" ->
          write(ReplicateKey.class, ReplicateKey::keyId, MultiRegionKeys::replicateKey);
      case "RetireGrant" ->
          operation(
              RetireGrant.class,
              Grants::check,
              managed(RetireGrant.class, Grants::keyOf),
              (KeyWrite<RetireGrant, RetireGrant.Result>) Grants::retireGrant);
      case "RevokeGrant" -> write(RevokeGrant.class, RevokeGrant::keyId, Grants::revokeGrant);
      case "RotateKeyOnDemand" ->
          write(RotateKeyOnDemand.class, RotateKeyOnDemand::keyId, KeyRotation::rotateKeyOnDemand);
      case "ScheduleKeyDeletion" ->
          write(ScheduleKeyDeletion.class, ScheduleKeyDeletion::keyId, Keys::scheduleKeyDeletion);
      case "Sign" -> use(Sign.class, Sign::keyId, none -> null, Sign::grantTokens, Signing::sign);
      case "TagResource" -> write(TagResource.class, TagResource::keyId, KeyTags::tagResource);
      case "UntagResource" ->
          write(UntagResource.class, UntagResource::keyId, KeyTags::untagResource);
      case "UpdateAlias" -> regionWrite(UpdateAlias.class, Aliases::check, Aliases::updateAlias);
      case "UpdateKeyDescription" ->
          write(
              UpdateKeyDescription.class, UpdateKeyDescription::keyId, Keys::updateKeyDescription);
      case "UpdatePrimaryRegion" ->
          write(
              UpdatePrimaryRegion.class,
              UpdatePrimaryRegion::keyId,
              MultiRegionKeys::updatePrimaryRegion);
      case "Verify" ->
          use(Verify.class, Verify::keyId, none -> null, Verify::grantTokens, Signing::verify);
      case "VerifyMac" ->
          use(
              VerifyMac.class,
              VerifyMac::keyId,
              none -> null,
              VerifyMac::grantTokens,
              Macs::verifyMac);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The ARNs of the keys with which a cryptographic operation succeeded; none for others. */
  static List<String> usedKeys(String operation, Record result) { // as GetKeyLastUsage knows them
    return switch (operation) {
      case "Decrypt" -> List.of(((Decrypt.Result) result).keyId());
      case "DeriveSharedSecret" -> List.of(((DeriveSharedSecret.Result) result).keyId());
      case "Encrypt" -> List.of(((Encrypt.Result) result).keyId());
      case "GenerateDataKey" -> List.of(((GenerateDataKey.Result) result).keyId());
      case "GenerateDataKeyPair" -> List.of(((GenerateDataKeyPair.Result) result).keyId());
      case "GenerateDataKeyPairWithoutPlaintext" ->
          List.of(((GenerateDataKeyPairWithoutPlaintext.Result) result).keyId());
      case "GenerateDataKeyWithoutPlaintext" ->
          List.of(((GenerateDataKeyWithoutPlaintext.Result) result).keyId());
      case "GenerateMac" -> List.of(((GenerateMac.Result) result).keyId());
      case "Sign" -> List.of(((Sign.Result) result).keyId());
      case "Verify" -> List.of(((Verify.Result) result).keyId());
      case "VerifyMac" -> List.of(((VerifyMac.Result) result).keyId());
      case "ReEncrypt" -> {
        var reEncrypted = (ReEncrypt.Result) result;
        yield List.of(reEncrypted.sourceKeyId(), reEncrypted.keyId());
      }
      default -> List.of();
    };
  }

  private static KmsOperation<ReEncrypt, ReEncrypt.Result> reEncrypt() {
    return new KmsOperation<>(
        ReEncrypt.class,
        Encryption::check,
        List.of(
            role(
                "ReEncryptFrom",
                ReEncrypt::sourceKeyId,
                ReEncrypt::ciphertextBlob,
                ReEncrypt::sourceEncryptionContext,
                ReEncrypt::grantTokens),
            role(
                "ReEncryptTo",
                ReEncrypt::destinationKeyId,
                none -> null,
                ReEncrypt::destinationEncryptionContext,
                ReEncrypt::grantTokens)),
        (KeysRead<ReEncrypt, ReEncrypt.Result>) Encryption::reEncrypt);
  }

  private static <Q> KeyRole<Q> role(
      String operation,
      Function<Q, @Nullable String> keyId,
      Function<Q, @Nullable Blob> ciphertext,
      Function<Q, @Nullable Map<String, String>> context,
      Function<Q, @Nullable List<String>> grantTokens) {
    return new KeyRole<>("kms:" + operation, true, keyId, ciphertext, context, grantTokens);
  }

  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> operation(
      Class<Q> type, Consumer<Q> check, KeyRole<Q> key, Handler<Q, R> handler) {
    return new KmsOperation<>(type, check, List.of(key), handler);
  }

  /** An operation that uses the key, by alias if need be. */
  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> use(
      Class<Q> type,
      Function<Q, @Nullable String> keyId,
      Function<Q, @Nullable Map<String, String>> context,
      Function<Q, @Nullable List<String>> grantTokens,
      KeyRead<Q, R> handler) {
    var key = role(type.getSimpleName(), keyId, none -> null, context, grantTokens);
    return operation(type, KmsOperations::anything, key, handler);
  }

  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> read(
      Class<Q> type, Function<Q, @Nullable String> keyId, KeyRead<Q, R> handler) {
    return operation(type, KmsOperations::anything, managed(type, keyId), handler);
  }

  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> write(
      Class<Q> type, Function<Q, @Nullable String> keyId, KeyWrite<Q, R> handler) {
    return write(type, KmsOperations::anything, keyId, handler);
  }

  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> write(
      Class<Q> type,
      Consumer<Q> check,
      Function<Q, @Nullable String> keyId,
      KeyWrite<Q, R> handler) {
    return operation(
        type,
        check,
        managed(type, keyId),
        (KeyWrite<Q, R>)
            (key, request, context) ->
                RelatedKeys.spread(handler.write(key, request, context), context));
  }

  private static <Q> KeyRole<Q> managed(Class<Q> type, Function<Q, @Nullable String> keyId) {
    return new KeyRole<>(
        "kms:" + type.getSimpleName(), false, keyId, none -> null, none -> null, none -> null);
  }

  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> regionRead(
      Class<Q> type, RegionRead<Q, R> handler) {
    return new KmsOperation<>(type, KmsOperations::anything, List.of(), handler);
  }

  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> regionWrite(
      Class<Q> type, Consumer<Q> check, RegionWrite<Q, R> handler) {
    return new KmsOperation<>(type, check, List.of(), handler);
  }

  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> onKeyStore(
      Class<Q> type, Function<Q, @Nullable String> id) {
    return regionWrite(type, KmsOperations::anything, CustomKeyStores.refusing(id));
  }

  /** The check of an operation without rules of its own. */
  private static void anything(Object request) {}
}
