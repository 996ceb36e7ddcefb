package dev.strongroom;

import dev.strongroom.api.ServiceClient;
import dev.strongroom.internal.service.secretsmanager.rotation.LambdaFunctions;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.rotation.RotationEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rotation functions of one emulator. */
final class RegisteredFunctions implements LambdaFunctions {

  private final Map<String, LambdaFunction> byArn;
  private @Nullable Function<LambdaFunction, ServiceClient> clients;

  RegisteredFunctions() {
    this(Map.of());
  }

  private RegisteredFunctions(Map<String, LambdaFunction> functions) {
    byArn = new ConcurrentHashMap<>(functions);
  }

  /** The same functions for another emulator. */
  RegisteredFunctions fork() {
    return new RegisteredFunctions(byArn);
  }

  /** Says once through whom the functions call the service. */
  void callThrough(Function<LambdaFunction, ServiceClient> client) {
    clients = client;
  }

  void put(LambdaFunction function) {
    byArn.put(function.arn(), function);
  }

  /** Does something; if it throws, the functions are again those that were there before. */
  void unlessItFails(Runnable work) {
    var before = Map.copyOf(byArn);
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      replace(before);
      throw failure;
    }
  }

  /** Has these functions only. */
  void replace(Map<String, LambdaFunction> functions) {
    byArn.keySet().retainAll(functions.keySet());
    byArn.putAll(functions);
  }

  Map<String, LambdaFunction> byArn() {
    return Map.copyOf(byArn);
  }

  @Override
  public List<LambdaFunction> all() {
    return byArn.values().stream().sorted(Comparator.comparing(LambdaFunction::arn)).toList();
  }

  @Override
  public boolean remove(String lambdaArn) {
    return byArn.remove(lambdaArn) != null;
  }

  @Nullable LambdaFunction find(String arn) {
    return byArn.get(arn);
  }

  @Override
  public boolean mayBeInvoked(String lambdaArn) {
    var function = byArn.get(lambdaArn);
    return function != null && function.invocable();
  }

  @Override
  public @Nullable LoginCheck loginCheck(String lambdaArn) {
    var function = byArn.get(lambdaArn);
    return function != null && function.code() instanceof LoginCheck check ? check : null;
  }

  @Override
  public void invoke(String lambdaArn, boolean managed, RotationEvent event) throws Exception {
    var function = byArn.get(lambdaArn);
    if (function == null && managed) {
      function = LambdaFunction.of(lambdaArn, new PasswordRotation());
    }
    if (function == null || !function.invocable() || clients == null) {
      throw new IllegalStateException(
          "There is no function " + lambdaArn + " that Secrets Manager may invoke (any more)");
    }
    function.code().rotate(event, clients.apply(function));
  }
}
