package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Connects a custom key store; there is none, so that it is refused. */
public record ConnectCustomKeyStore(String customKeyStoreId)
    implements Request<ConnectCustomKeyStore.Result> {

  /** Empty. */
  public record Result() {}
}
