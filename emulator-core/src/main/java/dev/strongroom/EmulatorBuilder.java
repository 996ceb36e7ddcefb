package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.fault.Quotas;
import dev.strongroom.internal.data.DataSettings;
import dev.strongroom.internal.data.EmulatorData;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.local.FunctionLimits;
import dev.strongroom.internal.local.LocalSupport;
import dev.strongroom.internal.service.BuiltInServices;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.service.secretsmanager.Lifecycle;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.internal.service.secretsmanager.rotation.RotationSettings;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.internal.time.Ids;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of an emulator to be built. */
public final class EmulatorBuilder {

  private @Nullable String accountId;
  private @Nullable String region;
  private @Nullable Instant frozenAt;
  private @Nullable Long randomSeed;
  private Duration grantDelay = Duration.ZERO;
  private Lifecycle lifecycle = Lifecycle.IMMEDIATE;
  private RotationSettings rotation = RotationSettings.DEFAULT;
  private final Map<String, Duration> replicationLags = new HashMap<>();
  private FunctionLimits functionLimits = FunctionLimits.DEFAULT;
  private int auditCapacity = 10_000;
  private Seed seed = Seed.EMPTY;
  private Quotas quotas = Quotas.off();
  final List<AwsService> furtherServices = new ArrayList<>();
  private @Nullable Path dataDirectory;
  private @Nullable Path dataKeyFile;
  private boolean syncsData;

  EmulatorBuilder() {}

  /** Sets the default account, 12 digits; 123456789012 by default. */
  public EmulatorBuilder accountId(String id) {
    accountId = id;
    return this;
  }

  /** Sets the default Region, such as {@code eu-central-1}; {@code us-east-1} by default. */
  public EmulatorBuilder region(String name) {
    region = name;
    return this;
  }

  /** Freezes the clock at an instant; it moves only by {@code clock().advance(...)}. */
  public EmulatorBuilder frozenAt(Instant instant) {
    frozenAt = instant;
    return this;
  }

  /**
   * Makes ARNs, tokens and passwords the same in each run; without it, values differ on every run.
   */
  public EmulatorBuilder randomSeed(long number) {
    randomSeed = number;
    return this;
  }

  /**
   * Makes an expired secret block its name for longer, as AWS's background purge does; zero by
   * default (DEL-10).
   */
  public EmulatorBuilder purgeDelay(Duration delay) {
    lifecycle = lifecycle.purgeDelay(delay);
    return this;
  }

  /**
   * Makes a force-deleted secret show as scheduled for a while, as AWS does; zero by default
   * (MD-14).
   */
  public EmulatorBuilder forceDeleteLag(Duration lag) {
    lifecycle = lifecycle.forceDeleteLag(lag);
    return this;
  }

  /** Refuses a secret's 101st version while none is older than 24 hours (VER-4); off by default. */
  public EmulatorBuilder versionQuota(boolean enforced) {
    lifecycle = lifecycle.versionQuota(enforced);
    return this;
  }

  /** Limits the secrets of an account in a Region; 500,000 by default (QUO-2). */
  public EmulatorBuilder secretQuota(int secrets) {
    lifecycle = lifecycle.secretQuota(secrets);
    return this;
  }

  /** Throttles calls beyond these rates; off by default (QUO-1). */
  public EmulatorBuilder quotas(Quotas rates) {
    quotas = rates;
    return this;
  }

  /**
   * Sets how often a rotation is attempted, and how long after a failure the next attempt comes, on
   * the emulator's clock; five times, ten minutes apart, by default (ROT-31).
   */
  public EmulatorBuilder rotationAttempts(int attempts, Duration gap) {
    rotation = rotation.attempts(attempts, gap);
    return this;
  }

  /**
   * Makes RotateSecret answer before the rotation's steps, which run with {@code clock().advance}
   * or {@code resume}; by default they are over when it answers (ROT-17).
   */
  public EmulatorBuilder asynchronousRotation(boolean asynchronous) {
    rotation = rotation.asynchronous(asynchronous);
    return this;
  }

  /** Removes AWSPENDING when a rotation succeeds; by default it stays (ROT-27). */
  public EmulatorBuilder pendingDroppedAfterRotation(boolean dropped) {
    rotation = rotation.dropsPending(dropped);
    return this;
  }

  /** Sets how long replication to a Region takes; no time by default (REP-4). */
  public EmulatorBuilder replicationLag(String region, Duration lag) {
    replicationLags.put(region, lag);
    return this;
  }

  /**
   * Sets how long the grants of KMS keys take effect late; until then they can be used with the
   * grant token of CreateGrant only. Grants take effect at once by default, while AWS says "usually
   * less than five minutes" (KMS-15).
   *
   * @throws IllegalArgumentException if it is negative
   */
  public EmulatorBuilder grantDelay(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "Grants can't take effect before they are made: use a delay of zero or more, not "
              + delay);
    }
    grantDelay = delay;
    return this;
  }

  /**
   * Sets how many audit records are kept, at least one; 10,000 by default. They may take 8 KiB of
   * memory each on average: where they take more, fewer are kept.
   */
  public EmulatorBuilder auditCapacity(int records) {
    if (records < 1) {
      throw new IllegalArgumentException(
          "The audit keeps at least one record, but was asked to keep " + records);
    }
    auditCapacity = records;
    return this;
  }

  /**
   * Allows rotation functions that are given by a URL to be on other machines; by default they must
   * be on this one, since they are sent the names of secrets and may change them.
   */
  public EmulatorBuilder allowRemoteFunctions() {
    functionLimits = new FunctionLimits(true, functionLimits.drivers());
    return this;
  }

  /**
   * Sets the jars with the JDBC drivers that built-in rotation functions use, in a class loader of
   * their own; by default those of the application's class path.
   */
  public EmulatorBuilder functionDrivers(List<Path> jars) {
    functionLimits = new FunctionLimits(functionLimits.allowsRemote(), jars);
    return this;
  }

  /** Adds a secret that exists from the start. */
  public EmulatorBuilder secret(SecretSeed secret) {
    seed = seed.and(secret);
    return this;
  }

  /**
   * Adds everything that a seed has to start with. What the seed says of account, Region and clock
   * is the emulator's too, unless this builder sets them itself.
   */
  public EmulatorBuilder seed(Seed more) {
    seed = seed.and(more);
    return this;
  }

  /**
   * Keeps everything in a directory, which is made if it is not there: each write is on disk before
   * it is answered. A later emulator with the same directory goes on from there. Its clock is the
   * one that was kept; what the builder has to start with is put in only the first time. One
   * emulator uses a directory at a time, until it is closed.
   */
  public EmulatorBuilder data(Path directory) {
    dataDirectory = directory;
    return this;
  }

  /**
   * Makes each write wait until it survives a power cut; by default it survives the end of the
   * process at any moment.
   */
  public EmulatorBuilder syncData(boolean synced) {
    syncsData = synced;
    return this;
  }

  /**
   * Sets the file of the key that encrypts the data: 32 bytes in Base64. By default it is the
   * environment variable {@code STRONGROOM_DATA_KEY}, or else the file {@code key} in the
   * directory, which is made at the first start and which only its owner can read.
   */
  public EmulatorBuilder dataKeyFile(Path file) {
    dataKeyFile = file;
    return this;
  }

  /**
   * Builds the emulator.
   *
   * @throws IllegalArgumentException if the seed can't be put in, or the settings contradict the
   *     data in the directory
   * @throws IllegalStateException naming the file and the reason, if the data can't be used; or if
   *     the dependency strongroom-local is missing, which keeps data
   */
  public SecretsEmulator build() {
    var functions = new RegisteredFunctions();
    var secretsManager = new SecretsManager(lifecycle, functions, rotation);
    var services = BuiltInServices.and(secretsManager, new Kms(grantDelay), furtherServices);
    var data = data(services);
    try {
      return build(functions, secretsManager, services, data);
    } catch (RuntimeException | Error failure) {
      if (data != null) {
        data.abandon();
      }
      throw failure;
    }
  }

  private SecretsEmulator build(
      RegisteredFunctions functions,
      SecretsManager secretsManager,
      List<AwsService> services,
      @Nullable EmulatorData data) {
    var frozen = frozenAt == null ? seed.frozenAt() : frozenAt;
    var engine =
        data == null
            ? new Engine(
                EmulatorState.EMPTY,
                frozen == null ? EmulatorClock.ticking() : EmulatorClock.frozenAt(frozen),
                randomSeed == null ? Ids.random() : Ids.seeded(randomSeed),
                services,
                auditCapacity,
                quotas)
            : new Engine(
                data.state(),
                data.clock(frozen),
                data.ids(randomSeed),
                services,
                auditCapacity,
                quotas);
    if (data != null) {
      data.attach(engine);
    }
    var emulator =
        new SecretsEmulator(
            engine,
            secretsManager,
            functions,
            Caller.administrator(
                either(accountId, seed.account(), "123456789012"),
                either(region, seed.region(), "us-east-1")),
            functionLimits,
            data);
    replicationLags.forEach(emulator::replicationLag);
    if (data == null || data.isNew()) {
      emulator.seed(seed);
    } else {
      engine.settle();
      services.forEach(AwsService::resumed);
      emulator.seed(seed.functionsOnly()); // code is not kept
      emulator.resumed(seed, frozen);
    }
    if (data != null) {
      data.begin();
    }
    return emulator;
  }

  private @Nullable EmulatorData data(List<AwsService> services) {
    if (dataDirectory == null) {
      return null;
    }
    var slots =
        services.stream().<StateSlot<?>>flatMap(service -> service.slots().stream()).toList();
    var settings = new DataSettings(dataDirectory, syncsData, dataKeyFile);
    return EmulatorData.open(LocalSupport.required("Data that stays").data(settings), slots);
  }

  private static String either(@Nullable String set, @Nullable String seeded, String otherwise) {
    return set != null ? set : seeded != null ? seeded : otherwise;
  }
}
