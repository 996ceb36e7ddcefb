package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.CUSTOM_KEY_STORE_NOT_FOUND;

import dev.strongroom.api.ServiceError;

/** Custom key stores: there are none, because each needs a CloudHSM cluster or an XKS proxy. */
public final class CustomKeyStores {

  private CustomKeyStores() {}

  /** The refusal of a request that names a custom key store. */
  static ServiceError absent(String id) {
    return CUSTOM_KEY_STORE_NOT_FOUND.error("Custom key store " + id + " does not exist");
  }
}
