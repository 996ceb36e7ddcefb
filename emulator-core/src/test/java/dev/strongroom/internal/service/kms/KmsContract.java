package dev.strongroom.internal.service.kms;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The base of every suite about KMS: an emulator of its own for each test, frozen and seeded,
 * behind one door. A suite is abstract; each door runs it as a nested class of {@link
 * EveryKmsContract}.
 */
@ExtendWith(EveryKmsContract.Opening.class)
abstract class KmsContract {

  private final EveryKmsContract around = EveryKmsContract.Opening.around();
  final KmsDoor kms = another();

  /** Opens the door of the class around this suite into another emulator, of the same seed. */
  final KmsDoor another() {
    var aws = SecretsEmulator.builder().frozenAt(KmsDoor.START).randomSeed(1).build();
    return open(aws, aws.administrator());
  }

  /** Opens the door once more, into another Region of this emulator. */
  final KmsDoor in(String region) {
    return open(kms.aws, Caller.administrator(kms.caller.accountId(), region));
  }

  private KmsDoor open(SecretsEmulator aws, Caller caller) {
    return new KmsDoor(aws, around.open(aws, caller), caller);
  }
}
