package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Deletes a custom key store; there is none, so that it is refused. */
public record DeleteCustomKeyStore(String customKeyStoreId)
    implements Request<DeleteCustomKeyStore.Result> {

  /** Empty. */
  public record Result() {}
}
