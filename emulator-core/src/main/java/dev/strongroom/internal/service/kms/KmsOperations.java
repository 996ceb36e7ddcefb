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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of all KMS operations. */
public final class KmsOperations {

  public static final List<KmsOperation<?, ?>> TABLE =
      List.of(
          write(CancelKeyDeletion.class, CancelKeyDeletion::keyId, Keys::cancelKeyDeletion),
          onKeyStore(ConnectCustomKeyStore.class, ConnectCustomKeyStore::customKeyStoreId),
          regionWrite(CreateCustomKeyStore.class, KmsOperations::anything, CustomKeyStores::create),
          onKeyStore(DeleteCustomKeyStore.class, DeleteCustomKeyStore::customKeyStoreId),
          onKeyStore(DisconnectCustomKeyStore.class, DisconnectCustomKeyStore::customKeyStoreId),
          onKeyStore(UpdateCustomKeyStore.class, UpdateCustomKeyStore::customKeyStoreId),
          regionWrite(CreateAlias.class, Aliases::check, Aliases::createAlias),
          operation(
              CreateGrant.class,
              Grants::check,
              new KeyRole<>(
                  "CreateGrant",
                  false,
                  CreateGrant::keyId,
                  none -> null,
                  none -> null,
                  CreateGrant::grantTokens),
              (KeyWrite<CreateGrant, CreateGrant.Result>) Grants::createGrant),
          new KmsOperation<>(
              CreateKey.class,
              KmsOperations::anything,
              List.of(),
              (RegionWrite<CreateKey, CreateKey.Result>) Keys::createKey,
              Keys::prepare),
          operation(
              Decrypt.class,
              Encryption::check,
              role(
                  "Decrypt",
                  Decrypt::keyId,
                  Decrypt::ciphertextBlob,
                  Decrypt::encryptionContext,
                  Decrypt::grantTokens),
              (KeyRead<Decrypt, Decrypt.Result>) Encryption::decrypt),
          regionWrite(DeleteAlias.class, Aliases::check, Aliases::deleteAlias),
          write(
              DeleteImportedKeyMaterial.class,
              DeleteImportedKeyMaterial::keyId,
              KeyImport::deleteImportedKeyMaterial),
          use(
              DeriveSharedSecret.class,
              DeriveSharedSecret::keyId,
              none -> null,
              DeriveSharedSecret::grantTokens,
              KeyAgreements::deriveSharedSecret),
          use(
              DescribeKey.class,
              DescribeKey::keyId,
              none -> null,
              DescribeKey::grantTokens,
              Keys::describeKey),
          write(DisableKey.class, DisableKey::keyId, Keys::disableKey),
          write(
              DisableKeyRotation.class, DisableKeyRotation::keyId, KeyRotation::disableKeyRotation),
          write(EnableKey.class, EnableKey::keyId, Keys::enableKey),
          write(EnableKeyRotation.class, EnableKeyRotation::keyId, KeyRotation::enableKeyRotation),
          use(
              Encrypt.class,
              Encrypt::keyId,
              Encrypt::encryptionContext,
              Encrypt::grantTokens,
              Encryption::encrypt),
          use(
              GenerateDataKey.class,
              GenerateDataKey::keyId,
              GenerateDataKey::encryptionContext,
              GenerateDataKey::grantTokens,
              DataKeys::generateDataKey),
          use(
              GenerateDataKeyPair.class,
              GenerateDataKeyPair::keyId,
              GenerateDataKeyPair::encryptionContext,
              GenerateDataKeyPair::grantTokens,
              DataKeys::generateDataKeyPair),
          use(
              GenerateDataKeyPairWithoutPlaintext.class,
              GenerateDataKeyPairWithoutPlaintext::keyId,
              GenerateDataKeyPairWithoutPlaintext::encryptionContext,
              GenerateDataKeyPairWithoutPlaintext::grantTokens,
              DataKeys::generateDataKeyPairWithoutPlaintext),
          use(
              GenerateDataKeyWithoutPlaintext.class,
              GenerateDataKeyWithoutPlaintext::keyId,
              GenerateDataKeyWithoutPlaintext::encryptionContext,
              GenerateDataKeyWithoutPlaintext::grantTokens,
              DataKeys::generateDataKeyWithoutPlaintext),
          use(
              GenerateMac.class,
              GenerateMac::keyId,
              none -> null,
              GenerateMac::grantTokens,
              Macs::generateMac),
          regionRead(DescribeCustomKeyStores.class, CustomKeyStores::describe),
          regionRead(GenerateRandom.class, DataKeys::generateRandom),
          read(GetKeyLastUsage.class, GetKeyLastUsage::keyId, KeyUses::getKeyLastUsage),
          read(GetKeyPolicy.class, GetKeyPolicy::keyId, KeyPolicies::getKeyPolicy),
          read(
              GetKeyRotationStatus.class,
              GetKeyRotationStatus::keyId,
              KeyRotation::getKeyRotationStatus),
          read(
              GetParametersForImport.class,
              GetParametersForImport::keyId,
              KeyImport::getParametersForImport),
          use(
              GetPublicKey.class,
              GetPublicKey::keyId,
              none -> null,
              GetPublicKey::grantTokens,
              Signing::getPublicKey),
          write(
              ImportKeyMaterial.class,
              KeyImport::check,
              ImportKeyMaterial::keyId,
              KeyImport::importKeyMaterial),
          regionRead(ListAliases.class, Aliases::listAliases),
          read(ListGrants.class, ListGrants::keyId, Grants::listGrants),
          read(ListKeyPolicies.class, ListKeyPolicies::keyId, KeyPolicies::listKeyPolicies),
          read(ListKeyRotations.class, ListKeyRotations::keyId, KeyRotation::listKeyRotations),
          regionRead(ListKeys.class, Keys::listKeys),
          read(ListResourceTags.class, ListResourceTags::keyId, KeyTags::listResourceTags),
          regionRead(ListRetirableGrants.class, Grants::listRetirableGrants),
          write(PutKeyPolicy.class, PutKeyPolicy::keyId, KeyPolicies::putKeyPolicy),
          reEncrypt(),
          write(ReplicateKey.class, ReplicateKey::keyId, MultiRegionKeys::replicateKey),
          operation(
              RetireGrant.class,
              Grants::check,
              new KeyRole<>(
                  "RetireGrant", false, Grants::keyOf, none -> null, none -> null, none -> null),
              (KeyWrite<RetireGrant, RetireGrant.Result>) Grants::retireGrant),
          write(RevokeGrant.class, RevokeGrant::keyId, Grants::revokeGrant),
          write(RotateKeyOnDemand.class, RotateKeyOnDemand::keyId, KeyRotation::rotateKeyOnDemand),
          write(ScheduleKeyDeletion.class, ScheduleKeyDeletion::keyId, Keys::scheduleKeyDeletion),
          use(Sign.class, Sign::keyId, none -> null, Sign::grantTokens, Signing::sign),
          write(TagResource.class, TagResource::keyId, KeyTags::tagResource),
          write(UntagResource.class, UntagResource::keyId, KeyTags::untagResource),
          regionWrite(UpdateAlias.class, Aliases::check, Aliases::updateAlias),
          write(
              UpdateKeyDescription.class, UpdateKeyDescription::keyId, Keys::updateKeyDescription),
          write(
              UpdatePrimaryRegion.class,
              UpdatePrimaryRegion::keyId,
              MultiRegionKeys::updatePrimaryRegion),
          use(Verify.class, Verify::keyId, none -> null, Verify::grantTokens, Signing::verify),
          use(
              VerifyMac.class,
              VerifyMac::keyId,
              none -> null,
              VerifyMac::grantTokens,
              Macs::verifyMac));

  private static final Map<Class<?>, KmsOperation<?, ?>> BY_TYPE =
      TABLE.stream().collect(Collectors.toUnmodifiableMap(KmsOperation::type, Function.identity()));

  /** By type of result: the operations that GetKeyLastUsage knows. */
  private static final Map<Class<?>, Function<Record, List<String>>> USED_KEYS =
      Map.ofEntries(
          using(Decrypt.Result.class, Decrypt.Result::keyId),
          using(DeriveSharedSecret.Result.class, DeriveSharedSecret.Result::keyId),
          using(Encrypt.Result.class, Encrypt.Result::keyId),
          using(GenerateDataKey.Result.class, GenerateDataKey.Result::keyId),
          using(GenerateDataKeyPair.Result.class, GenerateDataKeyPair.Result::keyId),
          using(
              GenerateDataKeyPairWithoutPlaintext.Result.class,
              GenerateDataKeyPairWithoutPlaintext.Result::keyId),
          using(
              GenerateDataKeyWithoutPlaintext.Result.class,
              GenerateDataKeyWithoutPlaintext.Result::keyId),
          using(GenerateMac.Result.class, GenerateMac.Result::keyId),
          using(Sign.Result.class, Sign.Result::keyId),
          using(Verify.Result.class, Verify.Result::keyId),
          using(VerifyMac.Result.class, VerifyMac.Result::keyId),
          Map.entry(
              ReEncrypt.Result.class,
              result -> {
                var reEncrypted = (ReEncrypt.Result) result;
                return List.of(reEncrypted.sourceKeyId(), reEncrypted.keyId());
              }));

  private KmsOperations() {}

  /** The ARNs of the keys with which a cryptographic operation succeeded; none for others. */
  static List<String> usedKeys(Record result) {
    return USED_KEYS.getOrDefault(result.getClass(), none -> List.of()).apply(result);
  }

  private static <R extends Record> Map.Entry<Class<?>, Function<Record, List<String>>> using(
      Class<R> type, Function<R, String> keyArn) {
    return Map.entry(type, result -> List.of(keyArn.apply(type.cast(result))));
  }

  /** The row of a request of any service; null if it is none of KMS. */
  public static @Nullable KmsOperation<?, ?> row(Request<?> request) {
    return BY_TYPE.get(request.getClass());
  }

  /** The row of a request; null if it is none of KMS. */
  @SuppressWarnings("unchecked") // a row's types are those of its class
  public static <Q extends Request<R>, R extends Record> @Nullable KmsOperation<Q, R> of(
      Q request) {
    return (KmsOperation<Q, R>) BY_TYPE.get(request.getClass());
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
    return new KeyRole<>(operation, true, keyId, ciphertext, context, grantTokens);
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
        type.getSimpleName(), false, keyId, none -> null, none -> null, none -> null);
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
