package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Disconnects a custom key store; there is none, so that it is refused. */
public record DisconnectCustomKeyStore(String customKeyStoreId)
    implements Request<DisconnectCustomKeyStore.Result> {

  /** Empty. */
  public record Result() {}
}
