package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.KMS_INVALID_MAC;
import static dev.strongroom.internal.service.kms.KeyUsage.GENERATE_VERIFY_MAC;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.GenerateMac;
import dev.strongroom.api.kms.VerifyMac;
import java.security.MessageDigest;

/** GenerateMac and VerifyMac. */
public final class Macs {

  private Macs() {}

  public static GenerateMac.Result generateMac(Key key, GenerateMac request, KmsContext context) {
    key.requireUsable(GENERATE_VERIFY_MAC, "GenerateMac").requireAlgorithm(request.macAlgorithm());
    DryRun.stop(request.dryRun());
    return new GenerateMac.Result(
        Blob.of(mac(key, request.macAlgorithm(), request.message())),
        request.macAlgorithm(),
        key.arn().toString());
  }

  public static VerifyMac.Result verifyMac(Key key, VerifyMac request, KmsContext context) {
    key.requireUsable(GENERATE_VERIFY_MAC, "VerifyMac").requireAlgorithm(request.macAlgorithm());
    var expected = mac(key, request.macAlgorithm(), request.message());
    if (!MessageDigest.isEqual(expected, request.mac().bytes())) { // KMS-12
      throw KMS_INVALID_MAC.error("");
    }
    DryRun.stop(request.dryRun());
    return new VerifyMac.Result(key.arn().toString(), true, request.macAlgorithm());
  }

  /** HMAC_SHA_256 is the JDK's HmacSHA256. */
  private static byte[] mac(Key key, String algorithm, SecretValue message) {
    var name = algorithm.replace("HMAC_SHA_", "HmacSHA");
    return Jca.mac(name, key.material().secret(), message.bytes());
  }
}
