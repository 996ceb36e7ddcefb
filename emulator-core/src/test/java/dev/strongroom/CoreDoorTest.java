package dev.strongroom;

import dev.strongroom.api.Request;
import dev.strongroom.contract.BatchContract;
import dev.strongroom.contract.CreationContract;
import dev.strongroom.contract.DeletionContract;
import dev.strongroom.contract.DescribingContract;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.FiltersContract;
import dev.strongroom.contract.LabelsContract;
import dev.strongroom.contract.ListingContract;
import dev.strongroom.contract.MissingTokenContract;
import dev.strongroom.contract.NamesContract;
import dev.strongroom.contract.OrderOfChecksContract;
import dev.strongroom.contract.OutcomesContract;
import dev.strongroom.contract.PasswordsContract;
import dev.strongroom.contract.PolicyContract;
import dev.strongroom.contract.ReplicationContract;
import dev.strongroom.contract.RotationContract;
import dev.strongroom.contract.TaggingContract;
import dev.strongroom.contract.TimestampsContract;
import dev.strongroom.contract.ValidationContract;
import dev.strongroom.contract.ValuesContract;
import dev.strongroom.contract.VersionsContract;
import org.junit.jupiter.api.Nested;

/** The contracts over the core itself; another way in without an SDK runs them as a subclass. */
public class CoreDoorTest {

  private record CoreDoor(SecretsEmulator emulator) implements Door {
    @Override
    public <Q extends Request<R>, R extends Record> R call(Q request) {
      return emulator.execute(emulator.administrator(), request).result();
    }
  }

  protected Door open(SecretsEmulator emulator) {
    return new CoreDoor(emulator);
  }

  @Nested
  class Batches extends BatchContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Creations extends CreationContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Deletions extends DeletionContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Descriptions extends DescribingContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Filtering extends FiltersContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Labels extends LabelsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Policies extends PolicyContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Rotations extends RotationContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Listings extends ListingContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class MissingTokens extends MissingTokenContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Names extends NamesContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class OrderOfChecks extends OrderOfChecksContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Outcomes extends OutcomesContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Passwords extends PasswordsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Replications extends ReplicationContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Tags extends TaggingContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Timestamps extends TimestampsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Validation extends ValidationContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Values extends ValuesContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }

  @Nested
  class Versions extends VersionsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return CoreDoorTest.this.open(emulator);
    }
  }
}
