package dev.strongroom.junit;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.sdk.ZeroChange;
import java.lang.reflect.AnnotatedElement;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The zero-change switch of one test or class. There is one switch in the JVM: that of a class is
 * off while one of its tests or a class inside it has its own.
 */
final class Redirection implements AutoCloseable {

  private final AnnotatedElement place;
  private final String name;
  private final Supplier<SecretsEmulator> emulator;
  private final Supplier<@Nullable Caller> caller;
  private final @Nullable Redirection around;
  private @Nullable ZeroChange installed;

  private Redirection(
      AnnotatedElement place,
      String name,
      Supplier<SecretsEmulator> emulator,
      Supplier<@Nullable Caller> caller,
      @Nullable Redirection around) {
    this.place = place;
    this.name = name;
    this.emulator = emulator;
    this.caller = caller;
    this.around = around;
  }

  /**
   * Installs the switch, in place of the one around it, until it is closed.
   *
   * @param place what is annotated
   * @param name the test's or class's, for messages
   * @param caller what {@link As} says, if anything
   */
  static Redirection begin(
      AnnotatedElement place,
      String name,
      Supplier<SecretsEmulator> emulator,
      Supplier<@Nullable Caller> caller,
      @Nullable Redirection around) {
    var redirection = new Redirection(place, name, emulator, caller, around);
    if (around != null) {
      around.uninstall();
    }
    try {
      redirection.install();
    } catch (IllegalStateException refusal) {
      if (around != null) {
        around.install();
      }
      throw new ExtensionConfigurationException(
          "@RedirectAwsClients on %s can't be installed for %s: %s"
              .formatted(Declared.nameOf(place), name, refusal.getMessage()));
    }
    return redirection;
  }

  /** Sends clients to the emulator that has taken the place of the first one. */
  void renew() {
    if (installed != null) {
      uninstall();
      install();
    }
  }

  private void install() {
    var zeroChange = ZeroChange.install(emulator.get(), name);
    installed = zeroChange;
    Annotations.find(place, RedirectAwsClients.class)
        .filter(RedirectAwsClients::allowOtherServices)
        .ifPresent(redirect -> zeroChange.allowOtherServices());
    updateCaller();
  }

  /** Makes the calls of redirected clients those of the caller, if there is one by now. */
  void updateCaller() {
    var now = caller.get();
    if (installed != null && now != null) {
      installed.as(now);
    }
  }

  private void uninstall() {
    if (installed != null) {
      installed.close();
      installed = null;
    }
  }

  @Override
  public void close() {
    uninstall();
    if (around != null) {
      around.install();
    }
  }
}
