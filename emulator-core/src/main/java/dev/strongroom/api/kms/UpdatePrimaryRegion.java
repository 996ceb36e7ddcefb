package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Makes the replica in a Region the primary key, and the primary key a replica. */
public record UpdatePrimaryRegion(String keyId, String primaryRegion)
    implements Request<UpdatePrimaryRegion.Result> {

  /** Empty. */
  public record Result() {}
}
