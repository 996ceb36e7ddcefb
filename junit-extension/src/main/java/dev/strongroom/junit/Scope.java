package dev.strongroom.junit;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Seed;
import dev.strongroom.api.Caller;
import dev.strongroom.leak.Watch;
import dev.strongroom.sdk.ClientKind;
import dev.strongroom.sdk.Clients;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awssdk.core.SdkClient;

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
  private final String frozenAt;
  private final Map<String, Declared> secrets;
  private final Set<SeedFile> seedFiles;
  private final List<SdkClient> clients = new ArrayList<>();
  private SecretsEmulator emulator;
  private ClientKind clientKind;
  private @Nullable Caller caller;
  private dev.strongroom.sdk.@Nullable ZeroChange zeroChange;
  private @Nullable Watch watch;
  private boolean sealed;

  /**
   * A scope of its own.
   *
   * @param frozenAt what annotations say of the emulator's clock; empty if none does
   */
  Scope(
      SecretsManagerExtension owner,
      SecretsEmulator emulator,
      ClientKind clientKind,
      String frozenAt) {
    this.owner = owner;
    this.emulator = emulator;
    this.clientKind = clientKind;
    this.frozenAt = frozenAt;
    this.secrets = new LinkedHashMap<>();
    this.seedFiles = new HashSet<>();
  }

  private Scope(Scope template, SecretsEmulator fork) {
    this.owner = template.owner;
    this.emulator = fork;
    this.clientKind = template.clientKind;
    this.frozenAt = template.frozenAt;
    this.secrets = new LinkedHashMap<>(template.secrets);
    this.seedFiles = new HashSet<>(template.seedFiles);
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
    return new Scope(this, emulator.fork());
  }

  /** A client for a parameter. */
  synchronized <C extends SdkClient> C client(Class<C> type, Parameter parameter) {
    var as = parameter.getAnnotation(As.class);
    var own =
        as == null
            ? caller
            : Script.caller(as, parameter.getDeclaringExecutable(), emulator).caller();
    var all = Clients.of(emulator).kind(clientKind);
    var client = (own == null ? all : all.as(own)).client(type);
    clients.add(client);
    return client;
  }

  /** Has happen what the annotations there say of this one test. */
  void script(List<AnnotatedElement> places) {
    for (var place : places) {
      Script.declare(place, emulator(), clientKind);
      AnnotationSupport.findAnnotation(place, As.class)
          .ifPresent(as -> caller = Script.caller(as, place, emulator()).caller());
    }
  }

  /** Looks, from now on, for the test's values in what is put out. */
  void watch(LeakSettings settings, String test) {
    if (settings.watched()) {
      watch = Watch.begin(test, emulator(), settings.except());
    }
  }

  void renewWatch() {
    if (watch != null) {
      watch.renew();
    }
  }

  /** Fails a test that was watched and tells a value; JUnit adds this to an earlier failure. */
  void requireNoLeaks(ExtensionContext context) {
    if (watch == null) {
      return;
    }
    var leaks = watch.end(context.getExecutionException().orElse(null));
    if (!watch.notes().isEmpty()) {
      context.publishReportEntry(
          "strongroom", "Not looked for in outputs:\n- " + String.join("\n- ", watch.notes()));
    }
    if (leaks != null) {
      throw leaks;
    }
  }

  /** Has the clients that the application builds reach this emulator, until this is closed. */
  void installZeroChange(AnnotatedElement place, String test) {
    try {
      zeroChange = dev.strongroom.sdk.ZeroChange.install(emulator(), test);
    } catch (IllegalStateException refusal) {
      throw new ExtensionConfigurationException(
          "@ZeroChange on %s can't be installed for %s: %s"
              .formatted(Declared.nameOf(place), test, refusal.getMessage()));
    }
  }

  synchronized FailureReport report(String test) {
    var kinds = clients.stream().map(this::name).toList();
    return FailureReport.of(test, emulator, kinds);
  }

  /** The SDK's own clients don't print what they are. */
  private String name(SdkClient client) {
    return clientKind == ClientKind.REAL
        ? "a " + client.serviceName() + " client that is " + clientKind
        : client.toString();
  }

  /** Puts in what the annotations there declare, or nothing at all if one contradicts itself. */
  void declare(List<AnnotatedElement> places) {
    places.forEach(this::requireSameSettings);
    places.forEach(this::chooseClients);
    var files = new LinkedHashMap<AnnotatedElement, List<Seed>>();
    var seeds = new LinkedHashMap<Declared, Seed.Secret>();
    for (var place : places) {
      AnnotationSupport.findAnnotation(place, SeedFile.class)
          .filter(seedFiles::add)
          .ifPresent(file -> files.put(place, Declared.seeds(file, place)));
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
    files.forEach((place, all) -> Declared.seedInto(emulator(), all, place));
    seeds.forEach((declared, seed) -> declared.seedInto(emulator(), seed));
  }

  private void chooseClients(AnnotatedElement place) {
    var kinds =
        AnnotationSupport.findAnnotation(place, SecretsManagerTest.class)
            .map(SecretsManagerTest::client)
            .orElse(new ClientKind[0]);
    if (kinds.length > 1) {
      throw new ExtensionConfigurationException(
          "@SecretsManagerTest(client = %s) on %s has more than one kind of client: keep one"
              .formatted(Arrays.toString(kinds), Declared.nameOf(place)));
    }
    if (kinds.length == 1) {
      clientKind = kinds[0];
    }
  }

  /** State lives in an account and Region, so that one who starts from it can't live elsewhere. */
  private void requireSameSettings(AnnotatedElement place) {
    AnnotationSupport.findAnnotation(place, FrozenAt.class)
        .filter(frozen -> !frozen.value().equals(frozenAt))
        .ifPresent(
            frozen -> {
              throw Script.refused(
                  "@FrozenAt(\"" + frozen.value() + "\")",
                  place,
                  "the test starts from a class whose time goes on. Declare it on the outermost"
                      + " class, and advance the clock in the test");
            });
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
    if (watch != null) {
      watch.close();
    }
    if (zeroChange != null) {
      zeroChange.close();
    }
    emulator().close();
  }
}
