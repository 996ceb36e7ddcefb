package dev.strongroom.internal.fault;

import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.Fault;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.RotationFailure;
import dev.strongroom.internal.codec.Representation;
import dev.strongroom.time.VirtualClock;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The declared faults as the emulator asks them, at each named moment of a call, what strikes.
 *
 * @param <S> one resource's state, which stale reads bring back
 */
public interface FaultEngine<S> {

  /** A resource that a write has changed, made or removed. */
  record Written(String service, String accountId, String region, String name) {}

  /** Makes fault engines; {@link Faults} installs the one implementation. */
  abstract class Factory {
    private static volatile @Nullable Factory installed;

    /** Installs the implementation. */
    public static void install(Factory factory) {
      installed = factory;
    }

    /** Returns a new fault engine. */
    protected abstract <S> FaultEngine<S> make(
        VirtualClock clock, Supplier<List<ServiceOperations>> services, boolean quotas);
  }

  /**
   * Returns a fault engine without faults.
   *
   * @param services what can be selected; asked for when a fault is declared
   * @param quotas whether request quotas are enforced
   */
  static <S> FaultEngine<S> create(
      VirtualClock clock, Supplier<List<ServiceOperations>> services, boolean quotas) {
    var factory = Factory.installed;
    if (factory == null) {
      try {
        MethodHandles.lookup().ensureInitialized(Faults.class);
      } catch (IllegalAccessException impossible) {
        throw new IllegalStateException(Faults.class + " is public", impossible);
      }
      factory = Factory.installed;
    }
    if (factory == null) {
      throw new IllegalStateException(Faults.class + " installs no fault engine");
    }
    return factory.make(clock, services, quotas);
  }

  /** Returns the faults as a user declares them. */
  Faults faults();

  /**
   * Returns why a client without retries and time-outs of its own can't show what is declared; null
   * if it can.
   */
  @Nullable String whyNotDirect();

  /** Returns the declared faults and how often they struck, to be kept on disk. */
  Record kept();

  /** Returns what stands on disk for objects in the kept faults that are no records. */
  List<Representation<?, ?>> representations();

  /** Declares the faults again that {@link #kept} returned; only while there is none. */
  void restore(Record kept);

  /** Returns whether no fault is declared: one volatile read. */
  boolean isIdle();

  /**
   * Before a call: makes it slow, refuses it, or cuts it off.
   *
   * @throws ServiceError if the call is refused
   * @throws dev.strongroom.fault.ConnectionFailure if no answer reaches the caller
   */
  void beforeCall(CallDescription call);

  /**
   * After the commit: the answer may get lost.
   *
   * @throws dev.strongroom.fault.ConnectionFailure if it does
   */
  void afterCommit(CallDescription call);

  /**
   * Before a call that another service makes for the caller: returns what it is refused with; null
   * if it is not.
   *
   * @param slow takes the delays that strike, for {@link #passTime}: a write holds a lock here
   */
  @Nullable ServiceError beforeForwarded(CallDescription call, Consumer<Fault> slow);

  /**
   * When a call is over, successful or refused: passes the time that delays have collected.
   *
   * @throws dev.strongroom.fault.ConnectionFailure if the caller gives up meanwhile
   */
  void passTime(List<Fault> delays);

  /** During a replication: returns why it fails; null if it does not. */
  @Nullable String duringReplication(
      String secretName, String secretArn, String fromRegion, String toRegion);

  /** At a rotation step: makes it slow, and returns how it fails; null if it does not. */
  @Nullable RotationFailure atRotationStep(
      RotationStep step, String secretName, String secretArn, String region);

  /**
   * Returns how many entries a page has at most; null if nothing makes it shorter, 0 for none.
   *
   * @param followsEmpty whether the page before was an empty one, so that this one is not
   */
  @Nullable Integer pageOf(CallDescription list, boolean followsEmpty);

  /** Notes what a write is about to hide from reads that are to be stale. */
  void written(Written resource, List<String> names, @Nullable S before);

  /**
   * Returns the resources that a read sees as they were before writes that are hidden from it;
   * absent ones did not exist.
   *
   * @param isRead which resources it reads
   */
  Map<Written, Optional<S>> past(CallDescription read, Predicate<Written> isRead);

  /** Makes every read see every write again, since the state was replaced as a whole. */
  void forgetThePast();
}
