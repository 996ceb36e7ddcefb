package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.KeyMetadata;

/** Keys of one account and Region, and requests about them. */
abstract class KeysFixture extends KmsContract {

  static final String PREFIX = "arn:aws:kms:us-east-1:123456789012:";

  @SuppressWarnings({"unchecked", "rawtypes"}) // a request of any operation
  void call(Request<?> request) {
    kms.call((Request) request);
  }

  KeyMetadata describe(String keyId) {
    return kms.call(new DescribeKey(keyId, null)).keyMetadata();
  }

  static CreateKey create(String spec, String usage) {
    return CreateKey.of(spec, usage);
  }
}
