package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Request;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The contracts over one client that an application built for itself; one for a Region. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("thorough")
class ZeroChangeDoorTest extends EveryContract {

  private static final Map<String, SecretsManagerClient> CLIENTS = new ConcurrentHashMap<>();

  @Override
  protected Door open(SecretsEmulator emulator) {
    var region = emulator.administrator().region();
    var client = CLIENTS.computeIfAbsent(region, name -> builtWhileInstalled(emulator));
    return new InstalledDoor(emulator, new DirectDoor(emulator, client));
  }

  private static SecretsManagerClient builtWhileInstalled(SecretsEmulator emulator) {
    var installed = ZeroChange.install(emulator, "ZeroChangeDoorTest");
    try {
      return SecretsManagerClient.create();
    } finally {
      installed.close();
    }
  }

  @AfterAll
  static void close() {
    CLIENTS.values().forEach(SecretsManagerClient::close);
  }

  private record InstalledDoor(SecretsEmulator emulator, Door door) implements Door {
    @Override
    public <Q extends Request<R>, R extends Record> R call(Q request) {
      var installed = ZeroChange.install(emulator, "ZeroChangeDoorTest");
      try {
        return door.call(request);
      } finally {
        installed.close();
      }
    }
  }
}
