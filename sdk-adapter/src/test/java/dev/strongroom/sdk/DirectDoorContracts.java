package dev.strongroom.sdk;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.BatchContract;
import dev.strongroom.contract.Contract;
import dev.strongroom.contract.CreationContract;
import dev.strongroom.contract.DeletionContract;
import dev.strongroom.contract.DescribingContract;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.FiltersContract;
import dev.strongroom.contract.LabelsContract;
import dev.strongroom.contract.ListingContract;
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
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** All contract suites, for a kind of client to run them. */
abstract class DirectDoorContracts {

  /** A client of the SDK fills in a missing token, as {@code DirectClientTest} shows (IDEM-2). */
  private static final Set<String> NOT_FOR_CLIENTS = Set.of("MissingTokenContract");

  /** Opens a way into the emulator; called before the fields of a suite are set. */
  abstract Door open(SecretsEmulator emulator);

  @Nested
  class Batches extends BatchContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Creations extends CreationContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Deletions extends DeletionContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Descriptions extends DescribingContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Filtering extends FiltersContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Labels extends LabelsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Listings extends ListingContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Names extends NamesContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class OrderOfChecks extends OrderOfChecksContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Outcomes extends OutcomesContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Passwords extends PasswordsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Replications extends ReplicationContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Rotations extends RotationContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Tags extends TaggingContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Timestamps extends TimestampsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Validation extends ValidationContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Policies extends PolicyContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Values extends ValuesContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Nested
  class Versions extends VersionsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return DirectDoorContracts.this.open(emulator);
    }
  }

  @Test
  void everySuiteRuns() throws Exception {
    var run =
        Arrays.stream(DirectDoorContracts.class.getDeclaredClasses())
            .map(suite -> suite.getSuperclass().getSimpleName())
            .collect(toSet());

    assertThat(run)
        .as("every *Contract of %s is a nested class here", Contract.class.getPackageName())
        .containsAll(suites());
  }

  private static Set<String> suites() throws Exception {
    var url = Contract.class.getResource("Contract.class").toURI();
    if (!url.getScheme().equals("jar")) {
      return suitesIn(Path.of(url).getParent());
    }
    var jar = URI.create(url.getSchemeSpecificPart().replaceFirst("!.*", ""));
    try (var files = FileSystems.newFileSystem(Path.of(jar))) {
      return suitesIn(files.getPath(Contract.class.getPackageName().replace('.', '/')));
    }
  }

  private static Set<String> suitesIn(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\w+[a-z]Contract\\.class"))
          .map(name -> name.replace(".class", ""))
          .filter(name -> !NOT_FOR_CLIENTS.contains(name))
          .collect(toSet());
    }
  }
}
