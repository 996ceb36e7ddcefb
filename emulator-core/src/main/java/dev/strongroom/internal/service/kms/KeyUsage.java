package dev.strongroom.internal.service.kms;

/** What a key is for; names are AWS's. */
public enum KeyUsage {
  ENCRYPT_DECRYPT,
  SIGN_VERIFY,
  GENERATE_VERIFY_MAC,
  KEY_AGREEMENT
}
