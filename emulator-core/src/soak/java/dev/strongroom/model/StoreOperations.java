package dev.strongroom.model;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.Secrets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Operations on two secrets, as Lincheck calls them: each returns all that its caller can see. */
@Param(name = "secret", gen = IntGen.class, conf = "1:2")
@Param(name = "token", gen = IntGen.class, conf = "1:3")
abstract class StoreOperations {

  private static final Instant START = Instant.parse("2026-01-01T22:15:30Z");

  private final Secrets secrets;

  StoreOperations(Door door) {
    secrets = new Secrets(door);
    secrets.create(name(1), Secrets.token(0), "value 0");
  }

  private static String name(int secret) {
    return "prod/" + secret;
  }

  private static String said(Supplier<Object> call) {
    try {
      return String.valueOf(call.get());
    } catch (ServiceError refusal) {
      return refusal.code() + ": " + refusal.getMessage();
    }
  }

  @Operation
  public String create(@Param(name = "secret") int secret, @Param(name = "token") int token) {
    return said(
        () -> secrets.create(name(secret), Secrets.token(token), "value " + token).versionId());
  }

  @Operation
  public String put(@Param(name = "secret") int secret, @Param(name = "token") int token) {
    return said(
        () -> secrets.put(name(secret), Secrets.token(token), "value " + token).versionStages());
  }

  @Operation
  public String putPending(@Param(name = "secret") int secret, @Param(name = "token") int token) {
    return said(
        () ->
            secrets
                .put(name(secret), Secrets.token(token), "value " + token, "AWSPENDING")
                .versionStages());
  }

  @Operation
  public String promote(
      @Param(name = "secret") int secret,
      @Param(name = "token") int from,
      @Param(name = "token") int to) {
    return said(
        () -> {
          secrets.move(name(secret), "AWSCURRENT", Secrets.token(from), Secrets.token(to));
          return "promoted";
        });
  }

  @Operation
  public String get(@Param(name = "secret") int secret) {
    return said(
        () -> {
          var value = secrets.call(GetSecretValue.of(name(secret)));
          return value.versionId() + value.versionStages() + value.secretString().text();
        });
  }

  @Operation
  public String stages(@Param(name = "secret") int secret) {
    return said(() -> secrets.stages(name(secret)));
  }

  @Operation
  public String delete(@Param(name = "secret") int secret) {
    return said(
        () ->
            secrets
                .call(DeleteSecret.of(name(secret)).withForceDeleteWithoutRecovery(true))
                .name());
  }

  /** The emulator, whose calls run at once. */
  public static final class OfTheEmulator extends StoreOperations {
    public OfTheEmulator() {
      super(new CoreDoor(SecretsEmulator.builder().frozenAt(START).randomSeed(1).build()));
    }
  }

  /** An emulator that answers deletions and doesn't delete. */
  public static final class OfAForgetfulEmulator extends StoreOperations {
    public OfAForgetfulEmulator() {
      super(new CoreDoor(SecretsEmulator.builder().frozenAt(START).randomSeed(1).build()));
    }

    @Override
    @Operation
    public String delete(@Param(name = "secret") int secret) {
      var before = get(secret);
      return before.startsWith("RESOURCE_NOT_FOUND") ? super.delete(secret) : name(secret);
    }
  }

  /** The reference model: what the same calls return one after the other. */
  public static final class OfTheModel extends StoreOperations {
    public OfTheModel() {
      super(new ReferenceModel(START, Map.of()));
    }
  }
}
