package dev.strongroom.junit;

import static java.util.Map.entry;

import dev.strongroom.Account;
import dev.strongroom.IamEntity;
import dev.strongroom.Rotation;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.Counters;
import dev.strongroom.fault.Faults;
import dev.strongroom.sdk.Clients;
import dev.strongroom.sdk.Transports;
import dev.strongroom.sdk.ZeroChange;
import dev.strongroom.time.VirtualClock;
import dev.strongroom.wire.Endpoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awssdk.core.SdkClient;

/** Which parameters of tests and lifecycle methods are resolved, and to what. */
final class Parameters {

  /** What a user may expect as a parameter, and how to get it. */
  private static final Map<Class<?>, String> NOT_RESOLVED =
      Map.ofEntries(
          entry(Account.class, "aws.account(\"111122223333\")"),
          entry(AuditLog.class, "aws.audit()"),
          entry(Caller.class, "aws.administrator()"),
          entry(Counters.class, "aws.counters()"),
          entry(ServiceClient.class, "aws.as(caller)"),
          entry(Endpoint.class, "Endpoint.start(aws, 0)"),
          entry(Faults.class, "aws.faults()"),
          entry(IamEntity.class, "aws.account(\"111122223333\").role(\"checkout\")"),
          entry(Rotation.class, "aws.rotation(\"prod/db\")"),
          entry(Snapshot.class, "aws.snapshot()"),
          entry(Transports.class, "Transports.of(aws)"),
          entry(ZeroChange.class, "ZeroChange.install(aws, \"the test\"), or @RedirectAwsClients"));

  /** Annotations that say nothing about where a value comes from. */
  private static final Set<String> NULLNESS = Set.of("nonnull", "notnull", "nullable");

  private Parameters() {}

  static boolean areResolved(ParameterContext parameter) {
    if (parameter.isAnnotated(FromSecret.class)
        || parameter.isAnnotated(As.class)
        || parameter.isAnnotated(LocalAgent.class)) {
      return true;
    }
    var type = parameter.getParameter().getType();
    boolean isOurs =
        type == SecretsEmulator.class
            || type == VirtualClock.class
            || type == Clients.class
            || Clients.offers(type)
            || NOT_RESOLVED.containsKey(type);
    return isOurs && !isSomebodyElses(parameter.getParameter());
  }

  /** Such as {@code @Autowired} or {@code @Mock}: two resolvers for one parameter fail the test. */
  private static boolean isSomebodyElses(Parameter parameter) {
    return Arrays.stream(parameter.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> !NULLNESS.contains(type.getSimpleName().toLowerCase(Locale.ROOT)));
  }

  static Object value(ParameterContext context, EmulatorScope scope) {
    var parameter = context.getParameter();
    var type = parameter.getType();
    var secret = AnnotationSupport.findAnnotation(parameter, FromSecret.class);
    boolean isClient = type == Clients.class || SdkClient.class.isAssignableFrom(type);
    if (context.isAnnotated(As.class) && (secret.isPresent() || !isClient)) {
      throw refused(
          context, "@As sets whose calls a client makes", "put it on a client's parameter");
    }
    if (secret.isPresent()) {
      return new SecretParameter(secret.get().value(), parameter).value(scope.emulator());
    }
    var agent = AnnotationSupport.findAnnotation(parameter, LocalAgent.class);
    if (agent.isPresent()) {
      if (type != URI.class) {
        throw refused(
            context, "@LocalAgent gives the address of an agent", "make it a java.net.URI");
      }
      return scope.agent(agent.get(), context);
    }
    var instead = NOT_RESOLVED.get(type);
    if (instead != null) {
      throw refused(context, "the emulator has it", "take a SecretsEmulator aws, and " + instead);
    }
    if (type == SecretsEmulator.class) {
      return scope.emulator();
    }
    if (type == VirtualClock.class) {
      return scope.emulator().clock();
    }
    if (type == Clients.class) {
      return scope.clients(parameter);
    }
    if (!Clients.offers(type)) {
      throw refused(context, "its service is not emulated", "use a client of your own");
    }
    return scope.client(type.asSubclass(SdkClient.class), parameter);
  }

  static ParameterResolutionException refused(
      ParameterContext parameter, String reason, String remedy) {
    var executable = parameter.getDeclaringExecutable();
    var name = Declared.nameOf(executable.getDeclaringClass());
    return new ParameterResolutionException(
        "%s can't have a parameter of type %s: %s; %s"
            .formatted(
                executable instanceof Constructor
                    ? "The constructor of " + name
                    : name + "#" + executable.getName(),
                parameter.getParameter().getType().getSimpleName(),
                reason,
                remedy));
  }
}
