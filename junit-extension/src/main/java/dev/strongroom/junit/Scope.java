package dev.strongroom.junit;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Seed;
import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The emulator of one test, or the template of one class, with the secrets declared for it; kept in
 * JUnit's store, which closes it.
 *
 * <p>JUnit before 5.13 closes a {@code CloseableResource} only, and later ones warn of one that is
 * nothing else.
 */
@SuppressWarnings("deprecation")
final class Scope implements AutoCloseable, ExtensionContext.Store.CloseableResource {

  private final SecretsManagerExtension owner;
  private final Map<String, Declared> secrets;
  private SecretsEmulator emulator;
  private boolean sealed;

  Scope(SecretsManagerExtension owner, SecretsEmulator emulator) {
    this(owner, emulator, Map.of());
  }

  private Scope(
      SecretsManagerExtension owner, SecretsEmulator emulator, Map<String, Declared> secrets) {
    this.owner = owner;
    this.emulator = emulator;
    this.secrets = new LinkedHashMap<>(secrets);
  }

  boolean belongsTo(SecretsManagerExtension extension) {
    return owner == extension;
  }

  synchronized SecretsEmulator emulator() {
    return emulator;
  }

  /**
   * A scope that starts as this one is. The first fork seals a template: who kept the emulator that
   * {@code @BeforeAll} was given would reach into every later test with it, so that one is closed.
   */
  synchronized Scope fork() {
    if (!sealed) {
      var shared = emulator;
      emulator = shared.fork();
      shared.close();
      sealed = true;
    }
    return new Scope(owner, emulator.fork(), secrets);
  }

  /** Puts in what the annotations there declare, or nothing at all if one contradicts itself. */
  void declare(List<AnnotatedElement> places) {
    places.forEach(this::requireSameSettings);
    var seeds = new LinkedHashMap<Declared, Seed.Secret>();
    for (var place : places) {
      for (var annotation : AnnotationSupport.findRepeatableAnnotations(place, Secret.class)) {
        var declared = new Declared(annotation, place);
        var earlier = secrets.putIfAbsent(annotation.name(), declared);
        if (earlier == null) {
          seeds.put(declared, declared.checked());
        } else if (!earlier.annotation().equals(annotation)) {
          throw declared.refused(
              "differs from the one on " + Declared.nameOf(earlier.place()),
              "keep one; to change a value for one test, put another one there");
        }
      }
    }
    seeds.forEach((declared, seed) -> declared.seedInto(emulator(), seed));
  }

  /** State lives in an account and Region, so that one who starts from it can't live elsewhere. */
  private void requireSameSettings(AnnotatedElement place) {
    var settings = AnnotationSupport.findAnnotation(place, SecretsManagerTest.class);
    if (settings.isEmpty()) {
      return;
    }
    var caller = emulator().administrator();
    requireSame("region", settings.get().region(), caller.region(), place);
    requireSame("accountId", settings.get().accountId(), caller.accountId(), place);
  }

  private static void requireSame(
      String attribute, String asked, String given, AnnotatedElement place) {
    if (!asked.isEmpty() && !asked.equals(given)) {
      throw new ExtensionConfigurationException(
          ("@SecretsManagerTest(%s = \"%s\") on %s starts from a class that has \"%s\": declare it on the"
                  + " outermost class only; a test reaches other Regions and accounts through Clients.of(emulator)")
              .formatted(attribute, asked, Declared.nameOf(place), given));
    }
  }

  @Override
  public void close() {
    emulator().close();
  }
}
