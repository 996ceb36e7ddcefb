package dev.strongroom.api.kms;

import dev.strongroom.api.SecretValue;

/** The credential of AWS KMS at an external key store's proxy. */
public record XksProxyAuthenticationCredential(
    SecretValue accessKeyId, SecretValue rawSecretAccessKey) {}
