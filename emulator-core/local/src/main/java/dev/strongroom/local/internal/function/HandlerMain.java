package dev.strongroom.local.internal.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the process of a {@link JarFunction}: hands one event to a handler. It uses the
 * JDK only, since the class path is the handler's, and is this one file. (A JVM ignores annotations
 * that it does not find.)
 *
 * <p>Arguments: the handler's class, the function's ARN, the time-out in milliseconds, and the file
 * for the failure. The event comes by standard input, a line for each member, since arguments are
 * shown by {@code ps}.
 */
final class HandlerMain {

  private HandlerMain() {}

  public static void main(String... arguments) throws IOException {
    try {
      handle(arguments[0], event(System.in), context(arguments[1], Long.parseLong(arguments[2])));
    } catch (Throwable failure) {
      var cause = failure;
      if (failure instanceof InvocationTargetException && failure.getCause() != null) {
        cause = failure.getCause();
      }
      cause.printStackTrace();
      var said = cause.getClass().getName() + "\n" + cause.getMessage();
      Files.write(Path.of(arguments[3]), said.getBytes(UTF_8));
      System.exit(1);
    }
    System.exit(0); // whatever threads the handler has left behind
  }

  private static Map<String, String> event(InputStream in) throws IOException {
    var event = new LinkedHashMap<String, String>();
    for (var line : new String(in.readAllBytes(), UTF_8).split("\n")) {
      var member = line.split("\t", 2);
      event.put(member[0], member[1]);
    }
    return event;
  }

  private static void handle(String className, Map<String, String> event, Context context)
      throws Exception {
    var type = Class.forName(className);
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    var handler = constructor.newInstance();
    var method = handlerMethod(type);
    method.setAccessible(true);
    var types = method.getParameterTypes();
    if (types.length == 3) {
      method.invoke(
          handler,
          new ByteArrayInputStream(json(event).getBytes(UTF_8)),
          new ByteArrayOutputStream(),
          context.as(types[2]));
    } else {
      method.invoke(handler, input(types[0], event), context.as(types[1]));
    }
  }

  /** The method of RequestHandler or RequestStreamHandler, in the form with the real types. */
  private static Method handlerMethod(Class<?> type) {
    List<Method> methods = new ArrayList<>();
    for (var method : type.getMethods()) {
      var types = method.getParameterTypes();
      boolean isStream =
          types.length == 3 && types[0] == InputStream.class && types[1] == OutputStream.class;
      if (method.getName().equals("handleRequest")
          && !method.isBridge()
          && !Modifier.isStatic(method.getModifiers())
          && (types.length == 2 || isStream)) {
        methods.add(method);
      }
    }
    if (methods.size() != 1) {
      throw new IllegalArgumentException(
          type.getName() + " has " + methods.size() + " methods handleRequest, not one");
    }
    return methods.get(0);
  }

  /** The event as a handler takes it: a map, or an object with setters. */
  private static Object input(Class<?> type, Map<String, String> event) throws Exception {
    if (type.isInstance(event)) {
      return event;
    }
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    var input = constructor.newInstance();
    for (var member : event.entrySet()) {
      for (var method : type.getMethods()) {
        if (method.getName().equals("set" + member.getKey()) && method.getParameterCount() == 1) {
          method.setAccessible(true);
          method.invoke(input, member.getValue());
        }
      }
    }
    return input;
  }

  private static String json(Map<String, String> event) {
    var json = new StringBuilder();
    event.forEach(
        (name, value) ->
            json.append(json.length() == 0 ? "{" : ",")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"'));
    return json.append('}').toString();
  }

  private static Context context(String arn, long millis) {
    return new Context(arn, System.currentTimeMillis() + millis);
  }

  /** What a handler asks of Lambda's Context, whose class is the handler's own. */
  private record Context(String arn, long end) {

    Object as(Class<?> type) {
      if (!type.isInterface()) {
        throw new IllegalArgumentException(type.getName() + " is not Lambda's Context");
      }
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> answer(method));
    }

    private @Nullable Object answer(Method method) {
      return switch (method.getName()) {
        case "getFunctionName" -> arn.split(":")[6];
        case "getInvokedFunctionArn" -> arn;
        case "getFunctionVersion" -> "$LATEST";
        case "getAwsRequestId" -> "strongroom-" + end;
        case "getLogGroupName" -> "/aws/lambda/" + arn.split(":")[6];
        case "getLogStreamName" -> "strongroom";
        case "getRemainingTimeInMillis" -> (int) Math.max(0, end - System.currentTimeMillis());
        case "getMemoryLimitInMB" -> (int) (Runtime.getRuntime().maxMemory() >> 20);
        case "getLogger" -> logger(method.getReturnType());
        case "toString" -> "Context of " + arn;
        case "hashCode" -> 0;
        default -> null;
      };
    }

    private static Object logger(Class<?> type) {
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            if (method.getName().equals("log") && arguments != null) {
              var message = arguments[0];
              System.out.println(
                  message instanceof byte[] bytes ? new String(bytes, UTF_8) : message);
            }
            return method.getName().equals("hashCode") ? (Object) 0 : null;
          });
    }
  }
}
