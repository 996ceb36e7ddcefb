package dev.strongroom.internal.engine;

import static dev.strongroom.internal.engine.Constraints.ANY;
import static dev.strongroom.internal.engine.Constraints.member;
import static dev.strongroom.internal.engine.Constraints.required;
import static dev.strongroom.internal.engine.Constraints.shape;

import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateDataKey;
import dev.strongroom.api.kms.GenerateDataKeyPair;
import dev.strongroom.api.kms.GenerateDataKeyPairWithoutPlaintext;
import dev.strongroom.api.kms.GenerateDataKeyWithoutPlaintext;
import dev.strongroom.api.kms.GenerateMac;
import dev.strongroom.api.kms.GenerateRandom;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.GrantConstraints;
import dev.strongroom.api.kms.ListAliases;
import dev.strongroom.api.kms.ListGrants;
import dev.strongroom.api.kms.ListKeyPolicies;
import dev.strongroom.api.kms.ListKeyRotations;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.api.kms.ListResourceTags;
import dev.strongroom.api.kms.ListRetirableGrants;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.ReEncrypt;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.api.kms.RevokeGrant;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.Sign;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.api.kms.UntagResource;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.api.kms.UpdateKeyDescription;
import dev.strongroom.api.kms.Verify;
import dev.strongroom.api.kms.VerifyMac;
import dev.strongroom.internal.engine.Constraints.Constraint;
import dev.strongroom.internal.engine.Constraints.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The constraints of the KMS model, in the form of {@link Constraints}. */
final class KmsConstraints {

  private static final Constraint ALIAS_NAME =
      Constraint.within(1, 256).matching("^[a-zA-Z0-9:/_-]+$");
  private static final Constraint CIPHERTEXT = Constraint.within(1, 6144);
  private static final Constraint CUSTOMER_MASTER_KEY_SPEC =
      Constraint.oneOf(
          "RSA_2048",
          "RSA_3072",
          "RSA_4096",
          "ECC_NIST_P256",
          "ECC_NIST_P384",
          "ECC_NIST_P521",
          "ECC_SECG_P256K1",
          "SYMMETRIC_DEFAULT",
          "HMAC_224",
          "HMAC_256",
          "HMAC_384",
          "HMAC_512",
          "SM2");
  private static final Constraint DATA_KEY_PAIR_SPEC =
      Constraint.oneOf(
          "RSA_2048",
          "RSA_3072",
          "RSA_4096",
          "ECC_NIST_P256",
          "ECC_NIST_P384",
          "ECC_NIST_P521",
          "ECC_SECG_P256K1",
          "SM2",
          "ECC_NIST_EDWARDS25519");
  private static final Constraint DATA_KEY_SPEC = Constraint.oneOf("AES_256", "AES_128");
  private static final Constraint DESCRIPTION = Constraint.within(0, 8192);
  private static final Constraint DRY_RUN_MODIFIER = Constraint.oneOf("IGNORE_CIPHERTEXT");
  private static final Constraint ENCRYPTION_ALGORITHM =
      Constraint.oneOf("SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE");
  private static final Constraint GRANT_CONSTRAINT_SOURCE_ARN =
      Constraint.within(20, 512).matching("^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$");
  private static final Constraint GRANT_ID = Constraint.within(1, 128);
  private static final Constraint GRANT_NAME =
      Constraint.within(1, 256).matching("^[a-zA-Z0-9:/_-]+$");
  private static final Constraint GRANT_OPERATION =
      Constraint.oneOf(
          "Decrypt",
          "Encrypt",
          "GenerateDataKey",
          "GenerateDataKeyWithoutPlaintext",
          "ReEncryptFrom",
          "ReEncryptTo",
          "Sign",
          "Verify",
          "GetPublicKey",
          "CreateGrant",
          "RetireGrant",
          "DescribeKey",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext",
          "GenerateMac",
          "VerifyMac",
          "DeriveSharedSecret");
  private static final Constraint GRANT_TOKEN = Constraint.within(1, 8192);
  private static final Constraint INCLUDE_KEY_MATERIAL =
      Constraint.oneOf("ALL_KEY_MATERIAL", "ROTATIONS_ONLY");
  private static final Constraint KEY_ID = Constraint.within(1, 2048);
  private static final Constraint KEY_SPEC =
      Constraint.oneOf(
          "RSA_2048",
          "RSA_3072",
          "RSA_4096",
          "ECC_NIST_P256",
          "ECC_NIST_P384",
          "ECC_NIST_P521",
          "ECC_SECG_P256K1",
          "SYMMETRIC_DEFAULT",
          "HMAC_224",
          "HMAC_256",
          "HMAC_384",
          "HMAC_512",
          "SM2",
          "ML_DSA_44",
          "ML_DSA_65",
          "ML_DSA_87",
          "ECC_NIST_EDWARDS25519");
  private static final Constraint KEY_USAGE =
      Constraint.oneOf("SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT");
  private static final Constraint LIMIT = Constraint.within(1, 1000);
  private static final Constraint MAC_ALGORITHM =
      Constraint.oneOf("HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512");
  private static final Constraint MARKER =
      Constraint.within(1, 1024).matching("[\\u0020-\\u00FF]*");
  private static final Constraint MESSAGE = Constraint.oneOf("RAW", "DIGEST", "EXTERNAL_MU");
  private static final Constraint NUMBER_OF_BYTES = Constraint.within(1, 1024);
  private static final Constraint ORIGIN =
      Constraint.oneOf("AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE");
  private static final Constraint PENDING_WINDOW_IN_DAYS = Constraint.within(1, 365);
  private static final Constraint PLAINTEXT = Constraint.within(1, 4096);
  private static final Constraint POLICY =
      Constraint.within(1, 131072).matching("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
  private static final Constraint POLICY_NAME = Constraint.within(1, 128).matching("[\\w]+");
  private static final Constraint PRINCIPAL_ID =
      Constraint.within(1, 256).matching("^[\\w+=,.@:/-]+$");
  private static final Constraint ROTATION_PERIOD_IN_DAYS = Constraint.within(90, 2560);
  private static final Constraint SERVICE_PRINCIPAL =
      Constraint.within(1, 128)
          .matching("^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$");
  private static final Constraint SIGNING_ALGORITHM =
      Constraint.oneOf(
          "RSASSA_PSS_SHA_256",
          "RSASSA_PSS_SHA_384",
          "RSASSA_PSS_SHA_512",
          "RSASSA_PKCS1_V1_5_SHA_256",
          "RSASSA_PKCS1_V1_5_SHA_384",
          "RSASSA_PKCS1_V1_5_SHA_512",
          "ECDSA_SHA_256",
          "ECDSA_SHA_384",
          "ECDSA_SHA_512",
          "SM2DSA",
          "ML_DSA_SHAKE_256",
          "ED25519_SHA_512",
          "ED25519_PH_SHA_512");
  private static final Constraint TAG_KEY = Constraint.within(1, 128);
  private static final Constraint TAG_VALUE = Constraint.within(0, 256);
  private static final Constraint TAGS =
      ANY.of(
          shape(
              Tag.class,
              required("TagKey", Tag::tagKey, TAG_KEY),
              required("TagValue", Tag::tagValue, TAG_VALUE)));
  private static final Constraint GRANT_TOKENS = Constraint.within(0, 10).of(GRANT_TOKEN);
  private static final Constraint GRANT_OPERATIONS = ANY.of(GRANT_OPERATION);
  private static final Constraint GRANT_CONSTRAINTS =
      ANY.of(
          shape(
              GrantConstraints.class,
              member("SourceArn", GrantConstraints::sourceArn, GRANT_CONSTRAINT_SOURCE_ARN)));

  static final List<Shape<?>> TABLE =
      List.of(
          shape(CancelKeyDeletion.class, required("KeyId", CancelKeyDeletion::keyId, KEY_ID)),
          shape(
              CreateAlias.class,
              required("AliasName", CreateAlias::aliasName, ALIAS_NAME),
              required("TargetKeyId", CreateAlias::targetKeyId, KEY_ID)),
          shape(
              CreateGrant.class,
              required("KeyId", CreateGrant::keyId, KEY_ID),
              member("GranteePrincipal", CreateGrant::granteePrincipal, PRINCIPAL_ID),
              member("RetiringPrincipal", CreateGrant::retiringPrincipal, PRINCIPAL_ID),
              required("Operations", CreateGrant::operations, GRANT_OPERATIONS),
              member("Constraints", CreateGrant::constraints, GRANT_CONSTRAINTS),
              member("GrantTokens", CreateGrant::grantTokens, GRANT_TOKENS),
              member("Name", CreateGrant::name, GRANT_NAME),
              member(
                  "GranteeServicePrincipal",
                  CreateGrant::granteeServicePrincipal,
                  SERVICE_PRINCIPAL),
              member(
                  "RetiringServicePrincipal",
                  CreateGrant::retiringServicePrincipal,
                  SERVICE_PRINCIPAL)),
          shape(
              CreateKey.class,
              member("Policy", CreateKey::policy, POLICY),
              member("Description", CreateKey::description, DESCRIPTION),
              member("KeyUsage", CreateKey::keyUsage, KEY_USAGE),
              member(
                  "CustomerMasterKeySpec",
                  CreateKey::customerMasterKeySpec,
                  CUSTOMER_MASTER_KEY_SPEC),
              member("KeySpec", CreateKey::keySpec, KEY_SPEC),
              member("Origin", CreateKey::origin, ORIGIN),
              member("Tags", CreateKey::tags, TAGS)),
          shape(
              Decrypt.class,
              member("CiphertextBlob", Decrypt::ciphertextBlob, CIPHERTEXT),
              member("GrantTokens", Decrypt::grantTokens, GRANT_TOKENS),
              member("KeyId", Decrypt::keyId, KEY_ID),
              member("EncryptionAlgorithm", Decrypt::encryptionAlgorithm, ENCRYPTION_ALGORITHM),
              member("DryRunModifiers", Decrypt::dryRunModifiers, ANY.of(DRY_RUN_MODIFIER))),
          shape(DeleteAlias.class, required("AliasName", DeleteAlias::aliasName, ALIAS_NAME)),
          shape(
              DescribeKey.class,
              required("KeyId", DescribeKey::keyId, KEY_ID),
              member("GrantTokens", DescribeKey::grantTokens, GRANT_TOKENS)),
          shape(DisableKey.class, required("KeyId", DisableKey::keyId, KEY_ID)),
          shape(DisableKeyRotation.class, required("KeyId", DisableKeyRotation::keyId, KEY_ID)),
          shape(EnableKey.class, required("KeyId", EnableKey::keyId, KEY_ID)),
          shape(
              EnableKeyRotation.class,
              required("KeyId", EnableKeyRotation::keyId, KEY_ID),
              member(
                  "RotationPeriodInDays",
                  EnableKeyRotation::rotationPeriodInDays,
                  ROTATION_PERIOD_IN_DAYS)),
          shape(
              Encrypt.class,
              required("KeyId", Encrypt::keyId, KEY_ID),
              required("Plaintext", Encrypt::plaintext, PLAINTEXT),
              member("GrantTokens", Encrypt::grantTokens, GRANT_TOKENS),
              member("EncryptionAlgorithm", Encrypt::encryptionAlgorithm, ENCRYPTION_ALGORITHM)),
          shape(
              GenerateDataKey.class,
              required("KeyId", GenerateDataKey::keyId, KEY_ID),
              member("NumberOfBytes", GenerateDataKey::numberOfBytes, NUMBER_OF_BYTES),
              member("KeySpec", GenerateDataKey::keySpec, DATA_KEY_SPEC),
              member("GrantTokens", GenerateDataKey::grantTokens, GRANT_TOKENS)),
          shape(
              GenerateDataKeyPair.class,
              required("KeyId", GenerateDataKeyPair::keyId, KEY_ID),
              required("KeyPairSpec", GenerateDataKeyPair::keyPairSpec, DATA_KEY_PAIR_SPEC),
              member("GrantTokens", GenerateDataKeyPair::grantTokens, GRANT_TOKENS)),
          shape(
              GenerateDataKeyPairWithoutPlaintext.class,
              required("KeyId", GenerateDataKeyPairWithoutPlaintext::keyId, KEY_ID),
              required(
                  "KeyPairSpec",
                  GenerateDataKeyPairWithoutPlaintext::keyPairSpec,
                  DATA_KEY_PAIR_SPEC),
              member(
                  "GrantTokens", GenerateDataKeyPairWithoutPlaintext::grantTokens, GRANT_TOKENS)),
          shape(
              GenerateDataKeyWithoutPlaintext.class,
              required("KeyId", GenerateDataKeyWithoutPlaintext::keyId, KEY_ID),
              member("KeySpec", GenerateDataKeyWithoutPlaintext::keySpec, DATA_KEY_SPEC),
              member(
                  "NumberOfBytes", GenerateDataKeyWithoutPlaintext::numberOfBytes, NUMBER_OF_BYTES),
              member("GrantTokens", GenerateDataKeyWithoutPlaintext::grantTokens, GRANT_TOKENS)),
          shape(
              GenerateMac.class,
              required("Message", GenerateMac::message, PLAINTEXT),
              required("KeyId", GenerateMac::keyId, KEY_ID),
              required("MacAlgorithm", GenerateMac::macAlgorithm, MAC_ALGORITHM),
              member("GrantTokens", GenerateMac::grantTokens, GRANT_TOKENS)),
          shape(
              GenerateRandom.class,
              member("NumberOfBytes", GenerateRandom::numberOfBytes, NUMBER_OF_BYTES)),
          shape(
              GetKeyPolicy.class,
              required("KeyId", GetKeyPolicy::keyId, KEY_ID),
              member("PolicyName", GetKeyPolicy::policyName, POLICY_NAME)),
          shape(GetKeyRotationStatus.class, required("KeyId", GetKeyRotationStatus::keyId, KEY_ID)),
          shape(
              GetPublicKey.class,
              required("KeyId", GetPublicKey::keyId, KEY_ID),
              member("GrantTokens", GetPublicKey::grantTokens, GRANT_TOKENS)),
          shape(
              ListAliases.class,
              member("KeyId", ListAliases::keyId, KEY_ID),
              member("Limit", ListAliases::limit, LIMIT),
              member("Marker", ListAliases::marker, MARKER)),
          shape(
              ListGrants.class,
              member("Limit", ListGrants::limit, LIMIT),
              member("Marker", ListGrants::marker, MARKER),
              required("KeyId", ListGrants::keyId, KEY_ID),
              member("GrantId", ListGrants::grantId, GRANT_ID),
              member("GranteePrincipal", ListGrants::granteePrincipal, PRINCIPAL_ID),
              member(
                  "GranteeServicePrincipal",
                  ListGrants::granteeServicePrincipal,
                  SERVICE_PRINCIPAL)),
          shape(
              ListKeyPolicies.class,
              required("KeyId", ListKeyPolicies::keyId, KEY_ID),
              member("Limit", ListKeyPolicies::limit, LIMIT),
              member("Marker", ListKeyPolicies::marker, MARKER)),
          shape(
              ListKeyRotations.class,
              required("KeyId", ListKeyRotations::keyId, KEY_ID),
              member(
                  "IncludeKeyMaterial", ListKeyRotations::includeKeyMaterial, INCLUDE_KEY_MATERIAL),
              member("Limit", ListKeyRotations::limit, LIMIT),
              member("Marker", ListKeyRotations::marker, MARKER)),
          shape(
              ListKeys.class,
              member("Limit", ListKeys::limit, LIMIT),
              member("Marker", ListKeys::marker, MARKER)),
          shape(
              ListResourceTags.class,
              required("KeyId", ListResourceTags::keyId, KEY_ID),
              member("Limit", ListResourceTags::limit, LIMIT),
              member("Marker", ListResourceTags::marker, MARKER)),
          shape(
              ListRetirableGrants.class,
              member("Limit", ListRetirableGrants::limit, LIMIT),
              member("Marker", ListRetirableGrants::marker, MARKER),
              member("RetiringPrincipal", ListRetirableGrants::retiringPrincipal, PRINCIPAL_ID),
              member(
                  "RetiringServicePrincipal",
                  ListRetirableGrants::retiringServicePrincipal,
                  SERVICE_PRINCIPAL)),
          shape(
              PutKeyPolicy.class,
              required("KeyId", PutKeyPolicy::keyId, KEY_ID),
              member("PolicyName", PutKeyPolicy::policyName, POLICY_NAME),
              required("Policy", PutKeyPolicy::policy, POLICY)),
          shape(
              ReEncrypt.class,
              member("CiphertextBlob", ReEncrypt::ciphertextBlob, CIPHERTEXT),
              member("SourceKeyId", ReEncrypt::sourceKeyId, KEY_ID),
              required("DestinationKeyId", ReEncrypt::destinationKeyId, KEY_ID),
              member(
                  "SourceEncryptionAlgorithm",
                  ReEncrypt::sourceEncryptionAlgorithm,
                  ENCRYPTION_ALGORITHM),
              member(
                  "DestinationEncryptionAlgorithm",
                  ReEncrypt::destinationEncryptionAlgorithm,
                  ENCRYPTION_ALGORITHM),
              member("GrantTokens", ReEncrypt::grantTokens, GRANT_TOKENS),
              member("DryRunModifiers", ReEncrypt::dryRunModifiers, ANY.of(DRY_RUN_MODIFIER))),
          shape(
              RetireGrant.class,
              member("GrantToken", RetireGrant::grantToken, GRANT_TOKEN),
              member("KeyId", RetireGrant::keyId, KEY_ID),
              member("GrantId", RetireGrant::grantId, GRANT_ID)),
          shape(
              RevokeGrant.class,
              required("KeyId", RevokeGrant::keyId, KEY_ID),
              required("GrantId", RevokeGrant::grantId, GRANT_ID)),
          shape(RotateKeyOnDemand.class, required("KeyId", RotateKeyOnDemand::keyId, KEY_ID)),
          shape(
              ScheduleKeyDeletion.class,
              required("KeyId", ScheduleKeyDeletion::keyId, KEY_ID),
              member(
                  "PendingWindowInDays",
                  ScheduleKeyDeletion::pendingWindowInDays,
                  PENDING_WINDOW_IN_DAYS)),
          shape(
              Sign.class,
              required("KeyId", Sign::keyId, KEY_ID),
              required("Message", Sign::message, PLAINTEXT),
              member("MessageType", Sign::messageType, MESSAGE),
              member("GrantTokens", Sign::grantTokens, GRANT_TOKENS),
              required("SigningAlgorithm", Sign::signingAlgorithm, SIGNING_ALGORITHM)),
          shape(
              TagResource.class,
              required("KeyId", TagResource::keyId, KEY_ID),
              required("Tags", TagResource::tags, TAGS)),
          shape(
              UntagResource.class,
              required("KeyId", UntagResource::keyId, KEY_ID),
              required("TagKeys", UntagResource::tagKeys, ANY.of(TAG_KEY))),
          shape(
              UpdateAlias.class,
              required("AliasName", UpdateAlias::aliasName, ALIAS_NAME),
              required("TargetKeyId", UpdateAlias::targetKeyId, KEY_ID)),
          shape(
              UpdateKeyDescription.class,
              required("KeyId", UpdateKeyDescription::keyId, KEY_ID),
              required("Description", UpdateKeyDescription::description, DESCRIPTION)),
          shape(
              Verify.class,
              required("KeyId", Verify::keyId, KEY_ID),
              required("Message", Verify::message, PLAINTEXT),
              member("MessageType", Verify::messageType, MESSAGE),
              required("Signature", Verify::signature, CIPHERTEXT),
              required("SigningAlgorithm", Verify::signingAlgorithm, SIGNING_ALGORITHM),
              member("GrantTokens", Verify::grantTokens, GRANT_TOKENS)),
          shape(
              VerifyMac.class,
              required("Message", VerifyMac::message, PLAINTEXT),
              required("KeyId", VerifyMac::keyId, KEY_ID),
              required("MacAlgorithm", VerifyMac::macAlgorithm, MAC_ALGORITHM),
              required("Mac", VerifyMac::mac, CIPHERTEXT),
              member("GrantTokens", VerifyMac::grantTokens, GRANT_TOKENS)));

  static final Map<Class<?>, Shape<?>> BY_TYPE =
      TABLE.stream().collect(Collectors.toUnmodifiableMap(Shape::type, Function.identity()));

  private KmsConstraints() {}
}
