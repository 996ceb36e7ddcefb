package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.ImportKeyMaterial;
import dev.strongroom.api.kms.KeyMetadata;
import java.util.Arrays;

/** Keys that wait for material, and material for them. */
abstract class KeyImportFixture extends KmsContract {

  static final String OAEP = "RSAES_OAEP_SHA_256";
  static final SecretValue DATA = SecretValue.ofBinary(new byte[] {1, 2, 3});

  interface KeyRequest {
    Request<?> on(String keyArn);
  }

  static KeyRequest of(KeyRequest request) {
    return request;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a request of any operation
  void call(Request<?> request) {
    kms.call((Request) request);
  }

  String external() {
    return external("SYMMETRIC_DEFAULT", KeyUsage.ENCRYPT_DECRYPT);
  }

  String external(String spec, KeyUsage usage) {
    var request = CreateKey.of(spec, usage.name()).withOrigin("EXTERNAL");
    return kms.call(request).keyMetadata().arn();
  }

  ImportKeyMaterial.Result importing(String key, byte[] material) {
    return kms.call(new Wrapper(kms, key, OAEP).request(material));
  }

  static byte[] material(int fill) {
    var material = new byte[32];
    Arrays.fill(material, (byte) fill);
    return material;
  }

  Blob encrypt(String key) {
    return kms.call(Encrypt.of(key, DATA)).ciphertextBlob();
  }

  SecretValue decrypt(Blob ciphertext) {
    return kms.call(Decrypt.of(ciphertext)).plaintext();
  }

  KeyMetadata describe(String key) {
    return kms.call(new DescribeKey(key, null)).keyMetadata();
  }

  static String keyId(String arn) {
    return arn.replaceAll(".*/", "");
  }
}
