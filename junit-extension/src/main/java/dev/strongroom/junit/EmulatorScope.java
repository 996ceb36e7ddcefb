package dev.strongroom.junit;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.fault.Fault;
import dev.strongroom.internal.local.LocalSupport;
import dev.strongroom.junit.internal.leak.Watch;
import dev.strongroom.sdk.ClientKind;
import dev.strongroom.sdk.Clients;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The emulator of one test, or the template of one class, with the secrets declared for it; kept in
 * JUnit's store, which closes it.
 *
 * <p>JUnit before 5.13 closes a {@code CloseableResource} only, and later ones warn of one that is
 * nothing else.
 */
@SuppressWarnings("deprecation")
final class EmulatorScope implements AutoCloseable, ExtensionContext.Store.CloseableResource {

  private final SecretsManagerExtension owner;
  private final String openedIn;
  private final EmulatorLifecycle lifecycle;
  private final String frozenAt;
  private final @Nullable EmulatorScope
      around; // whose emulator this one shares; null if it has its own
  private final Map<String, Declared> secrets;
  private final Set<SeedFile> seedFiles;
  private final List<SdkClient> clients = new ArrayList<>();
  private final Map<Class<?>, SdkClient> sharedClients = new HashMap<>();
  private final Map<LocalAgent, LocalSupport.RunningAgent> agents = new HashMap<>();
  private final List<Fault> unusedBefore;
  private SecretsEmulator emulator;
  private PerTestAnnotations script;
  private ClientKind clientKind;
  private @Nullable Caller caller;
  private @Nullable Redirection redirection;
  private @Nullable Watch watch;
  private @Nullable SharedClients shared;
  private @Nullable String test;
  private @Nullable SecretsEmulator template; // null until the first fork

  /**
   * Makes an outermost scope.
   *
   * @param openedIn the unique ID of the context that it is opened in
   * @param frozenAt the value of {@link FrozenAt}; empty if there is none
   */
  EmulatorScope(
      SecretsManagerExtension owner,
      String openedIn,
      EmulatorLifecycle lifecycle,
      SecretsEmulator emulator,
      ClientKind clientKind,
      String frozenAt) {
    this.owner = owner;
    this.openedIn = openedIn;
    this.lifecycle = lifecycle;
    this.around = null;
    this.emulator = emulator;
    this.script = new PerTestAnnotations(emulator);
    this.clientKind = clientKind;
    this.frozenAt = frozenAt;
    this.secrets = new LinkedHashMap<>();
    this.seedFiles = new HashSet<>();
    this.unusedBefore = emulator.faults().unused();
  }

  private EmulatorScope(EmulatorScope outer, String openedIn, SecretsEmulator emulator) {
    this.owner = outer.owner;
    this.openedIn = openedIn;
    this.lifecycle = outer.lifecycle;
    this.around = outer.emulator == emulator ? outer : null;
    this.emulator = emulator;
    this.script = new PerTestAnnotations(emulator);
    this.clientKind = outer.clientKind;
    this.frozenAt = outer.frozenAt;
    this.secrets = new LinkedHashMap<>(outer.secrets);
    this.seedFiles = new HashSet<>(outer.seedFiles);
    this.unusedBefore = emulator.faults().unused();
  }

  boolean belongsTo(SecretsManagerExtension extension) {
    return owner == extension;
  }

  boolean isOpenedIn(ExtensionContext context) {
    return openedIn.equals(context.getUniqueId());
  }

  /** Returns whether the scopes inside share this one's emulator. */
  boolean isPerClass() {
    return lifecycle == EmulatorLifecycle.PER_CLASS;
  }

  /** Returns the faults that existed before this scope and had not struck. */
  List<Fault> unusedBefore() {
    return unusedBefore;
  }

  synchronized SecretsEmulator emulator() {
    return emulator;
  }

  /**
   * Returns the scope of a test or class inside this one: with this one's emulator with {@code
   * PER_CLASS}, else with a fork of it.
   *
   * <p>The first fork seals the template: the emulator that {@code @BeforeAll} was given is closed,
   * because code that kept it could change every later test with it. {@code @AfterAll} is given a
   * copy, from which no test starts.
   */
  synchronized EmulatorScope inner(ExtensionContext context) {
    if (isPerClass()) {
      return new EmulatorScope(this, context.getUniqueId(), emulator);
    }
    if (template == null) {
      requireNoFaults();
      template = emulator.fork();
      emulator.close();
      emulator = template.fork();
      script = new PerTestAnnotations(emulator);
      sharedClients.clear();
      if (redirection != null) {
        redirection.renew();
      }
    }
    return new EmulatorScope(this, context.getUniqueId(), template.fork());
  }

  /** Refuses faults of a template: a fork has none, so that its test would show nothing. */
  private void requireNoFaults() {
    if (!emulator.faults().all().isEmpty()) {
      throw new ExtensionConfigurationException(
          "Faults that are declared in @BeforeAll don't reach the tests, which have emulators of their own: %s. Declare them in @BeforeEach"
              .formatted(emulator.faults()));
    }
  }

  /** Returns a client for a parameter. */
  synchronized <C extends SdkClient> C client(Class<C> type, Parameter parameter) {
    return shared != null && !AnnotationSupport.isAnnotated(parameter, As.class)
        ? shared.client(type)
        : client(type, caller(parameter));
  }

  /** Returns clients of all services for a parameter. */
  synchronized Clients clients(Parameter parameter) {
    return clients(caller(parameter));
  }

  /** Returns where the agent of this scope with these settings listens, which is started. */
  synchronized URI agent(LocalAgent settings, ParameterContext parameter) {
    var running = agents.get(settings);
    if (running == null) {
      var reader = caller == null ? emulator.administrator() : caller;
      var request =
          new LocalSupport.AgentRequest(
              reader, settings.token(), settings.ttlSeconds(), settings.lambdaExtension());
      try {
        running = LocalSupport.required("@LocalAgent").agent(emulator, request);
      } catch (IllegalArgumentException | IllegalStateException misuse) {
        throw Parameters.refused(
            parameter, "the agent can't be started", String.valueOf(misuse.getMessage()));
      } catch (IOException noPort) {
        throw new UncheckedIOException(noPort);
      }
      agents.put(settings, running);
    }
    return running.uri();
  }

  /** Returns whose calls a parameter's client makes; null for the administrator. */
  private @Nullable Caller caller(Parameter parameter) {
    var as = AnnotationSupport.findAnnotation(parameter, As.class);
    return as.isPresent()
        ? script.caller(as.get(), parameter.getDeclaringExecutable()).caller()
        : caller;
  }

  /** Returns the client that answers a shared one while this scope is the innermost. */
  synchronized SdkClient sharedClient(Class<? extends SdkClient> type) {
    return sharedClients.computeIfAbsent(type, absent -> client(type, caller));
  }

  private <C extends SdkClient> C client(Class<C> type, @Nullable Caller own) {
    var client = clients(own).client(type);
    clients.add(client);
    return client;
  }

  private Clients clients(@Nullable Caller own) {
    var all = Clients.of(emulator).kind(clientKind);
    return own == null ? all : all.as(own);
  }

  /** Applies the annotations of these places that declare faults and callers. */
  synchronized void script(List<AnnotatedElement> places) {
    for (var place : places) {
      script.declare(place, clientKind);
      Annotations.find(place, As.class).ifPresent(as -> caller = script.caller(as, place).caller());
    }
    if (redirection != null) {
      redirection.updateCaller();
    }
    sharedClients.clear();
  }

  /**
   * Sends the shared clients' calls to this scope, until it is closed.
   *
   * @param name the test's; null for a class
   */
  synchronized void answer(SharedClients clients, @Nullable String name) {
    test = name;
    if (shared == null) {
      shared = clients;
      clients.enter(this);
    }
  }

  /** Watches outputs for the test's values from now on. */
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

  /** Ends the watch and returns an error about leaks; null if there are none. */
  @Nullable AssertionError leaks(ExtensionContext context, @Nullable Throwable failure) {
    if (watch == null) {
      return null;
    }
    var leaks = watch.end(failure);
    if (!watch.notes().isEmpty()) {
      context.publishReportEntry(
          "strongroom", "Not looked for in outputs:\n- " + String.join("\n- ", watch.notes()));
    }
    return leaks;
  }

  /** Returns an error about leaks in the failure of a dynamic test; null if there are none. */
  @Nullable AssertionError leaksOfPart(Throwable failure) {
    return watch == null ? null : watch.search(failure);
  }

  /**
   * Sends the clients that the application builds to this scope's emulator, until it is closed.
   *
   * @param outer the class around; null if there is none
   */
  void redirect(AnnotatedElement place, String name, @Nullable EmulatorScope outer) {
    if (redirection == null) {
      redirection =
          Redirection.begin(
              place, name, this::emulator, () -> caller, outer == null ? null : outer.redirection);
    }
  }

  synchronized FailureReport report(String test, Throwable failure) {
    var kinds = clients.stream().map(this::name).toList();
    boolean isAnotherClients = redirection == null && isOfTheSdk(failure);
    return FailureReport.of(test, emulator, lifecycle, kinds, isAnotherClients);
  }

  private static boolean isOfTheSdk(Throwable failure) {
    var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
    for (var thrown = failure; thrown != null && seen.add(thrown); thrown = thrown.getCause()) {
      if (thrown instanceof SdkException) {
        return true;
      }
    }
    return false;
  }

  /** Describes a client; the SDK's own have no toString. */
  private String name(SdkClient client) {
    return clientKind == ClientKind.REAL
        ? "a " + client.serviceName() + " client that is " + clientKind
        : client.toString();
  }

  /** Puts in what the annotations of these places declare, or nothing if one is refused. */
  void declare(List<AnnotatedElement> places) {
    places.forEach(this::requireSameSettings);
    places.forEach(this::chooseClients);
    var files = new LinkedHashMap<AnnotatedElement, List<Seed>>();
    var seeds = new LinkedHashMap<Declared, SecretSeed>();
    for (var place : places) {
      Annotations.find(place, SeedFile.class)
          .filter(seedFiles::add)
          .ifPresent(file -> files.put(place, Declared.seeds(file, place, emulator())));
      for (var annotation : Annotations.all(place, Secret.class)) {
        var declared = new Declared(annotation, place);
        var earlier = secrets.putIfAbsent(annotation.name(), declared);
        if (earlier == null) {
          seeds.put(declared, declared.checked());
        } else if (!earlier.annotation().equals(annotation)) {
          throw declared.refused(
              "differs from the one on " + Declared.nameOf(earlier.place()),
              "keep one; to give one test another value, put that value in the test");
        }
      }
    }
    var before = emulator().snapshot();
    try {
      files.forEach((place, all) -> Declared.seedInto(emulator(), all, place));
      seeds.forEach((declared, seed) -> declared.seedInto(emulator(), seed));
    } catch (ExtensionConfigurationException refusal) {
      emulator().restore(before);
      throw refusal;
    }
    for (var outer = around; outer != null; outer = outer.around) { // which have them too now
      outer.secrets.putAll(secrets);
      outer.seedFiles.addAll(seedFiles);
    }
  }

  private void chooseClients(AnnotatedElement place) {
    var kinds =
        Annotations.find(place, SecretsManagerTest.class)
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

  /** Refuses settings that differ from those of the class around, from whose state this starts. */
  private void requireSameSettings(AnnotatedElement place) {
    Annotations.find(place, FrozenAt.class)
        .filter(frozen -> !frozen.value().equals(frozenAt))
        .ifPresent(
            frozen -> {
              throw PerTestAnnotations.refused(
                  "@FrozenAt(\"" + frozen.value() + "\")",
                  place,
                  "the class around it has another time. Set it on the outermost class, and"
                      + " advance the clock in the test");
            });
    var settings = Annotations.find(place, SecretsManagerTest.class);
    if (settings.isEmpty()) {
      return;
    }
    ScopeRegistry.requireSame(settings.get(), lifecycle, place);
    var caller = emulator().administrator();
    requireSame("region", settings.get().region(), caller.region(), place);
    requireSame("accountId", settings.get().accountId(), caller.accountId(), place);
    requireSameSeed(settings.get().randomSeed(), place);
  }

  private void requireSameSeed(long[] asked, AnnotatedElement place) {
    var given = emulator().randomSeed();
    if (asked.length > 1) {
      throw new ExtensionConfigurationException(
          "@SecretsManagerTest(randomSeed = %s) on %s has more than one seed: keep one"
              .formatted(Arrays.toString(asked), Declared.nameOf(place)));
    }
    if (asked.length == 1 && !given.equals(OptionalLong.of(asked[0]))) {
      throw new ExtensionConfigurationException(
          "@SecretsManagerTest(randomSeed = %d) on %s differs from the class around it, which has %s: set it on the outermost class only"
              .formatted(
                  asked[0],
                  Declared.nameOf(place),
                  given.isPresent() ? String.valueOf(given.getAsLong()) : "none"));
    }
  }

  private static void requireSame(
      String attribute, String asked, String given, AnnotatedElement place) {
    if (!asked.isEmpty() && !asked.equals(given)) {
      throw new ExtensionConfigurationException(
          ("@SecretsManagerTest(%s = \"%s\") on %s differs from the class around it, which has \"%s\": set it on"
                  + " the outermost class only; a test reaches other Regions and accounts through Clients")
              .formatted(attribute, asked, Declared.nameOf(place), given));
    }
  }

  @Override
  public synchronized void close() {
    if (watch != null) {
      watch.close();
    }
    if (shared != null) {
      shared.leave(this, test);
    }
    if (redirection != null) {
      redirection.close();
    }
    agents.values().forEach(LocalSupport.RunningAgent::close);
    if (around == null) {
      emulator.close();
    } else {
      script.undo();
    }
  }
}
