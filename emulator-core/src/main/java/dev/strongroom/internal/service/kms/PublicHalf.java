package dev.strongroom.internal.service.kms;

import java.io.IOException;
import java.math.BigInteger;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.jspecify.annotations.Nullable;

/** Computes the public half of an imported private key. */
final class PublicHalf {

  private static final BigInteger F4 = BigInteger.valueOf(65537);

  private PublicHalf() {}

  /** Returns the public half in X.509 form; null if the private key isn't of that spec. */
  static byte @Nullable [] of(KeySpec spec, AsymmetricKeyParameter privateKey) throws IOException {
    var half = half(spec, privateKey);
    return half == null
        ? null
        : SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(half).getEncoded();
  }

  private static @Nullable AsymmetricKeyParameter half(
      KeySpec spec, AsymmetricKeyParameter privateKey) {
    if (privateKey instanceof RSAPrivateCrtKeyParameters rsa) {
      return spec.name().equals("RSA_" + rsa.getModulus().bitLength())
              && rsa.getPublicExponent().equals(F4)
          ? new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent())
          : null;
    }
    if (privateKey instanceof ECPrivateKeyParameters ec) {
      return spec.pair instanceof ECGenParameterSpec curve ? half(curve.getName(), ec) : null;
    }
    if (privateKey instanceof Ed25519PrivateKeyParameters edwards) {
      return spec == KeySpec.ECC_NIST_EDWARDS25519 ? edwards.generatePublicKey() : null;
    }
    if (privateKey instanceof MLDSAPrivateKeyParameters mlDsa) {
      return mlDsa.getParameters().getName().toUpperCase(Locale.ROOT)
              .equals(spec.name().replace('_', '-'))
          ? mlDsa.getPublicKeyParameters()
          : null;
    }
    return null;
  }

  private static @Nullable AsymmetricKeyParameter half(
      String curveName, ECPrivateKeyParameters privateKey) {
    var curve = ECNamedCurveTable.getByName(curveName);
    if (!isOf(curve, privateKey)) {
      return null;
    }
    var domain = new ECNamedDomainParameters(ECNamedCurveTable.getOID(curveName), curve);
    return new ECPublicKeyParameters(curve.getG().multiply(privateKey.getD()).normalize(), domain);
  }

  /** Whether a public key is one of the curve of a spec. */
  static boolean isOnCurve(KeySpec spec, AsymmetricKeyParameter publicKey) {
    return spec.pair instanceof ECGenParameterSpec curve
        && publicKey instanceof ECPublicKeyParameters key
        && isOf(ECNamedCurveTable.getByName(curve.getName()), key);
  }

  private static boolean isOf(X9ECParameters curve, ECKeyParameters key) {
    var domain = key.getParameters();
    return domain.getCurve().equals(curve.getCurve()) && domain.getG().equals(curve.getG());
  }
}
