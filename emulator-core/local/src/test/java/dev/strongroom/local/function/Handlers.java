package dev.strongroom.local.function;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Jars of handlers, compiled from their sources. */
final class Handlers {

  /** A handler in AWS's words, which calls Secrets Manager by the JDK's client. */
  static final String ROTATE =
      """
      package com.example;

      import com.amazonaws.services.lambda.runtime.Context;
      import com.amazonaws.services.lambda.runtime.RequestHandler;
      import java.net.URI;
      import java.net.http.*;
      import java.util.Map;

      public class Rotate implements RequestHandler<Map<String, String>, String> {
        @Override
        public String handleRequest(Map<String, String> event, Context context) {
          String id = event.get("SecretId");
          String token = event.get("ClientRequestToken");
          String step = event.get("Step");
          context.getLogger().log(step + " in " + context.getFunctionName());
          System.out.println(step + " sees " + new java.util.TreeSet<>(System.getenv().keySet()));
          if (step.equals("createSecret")) {
            String drawn = call("GetRandomPassword", "{\\"ExcludePunctuation\\": true}");
            String password = drawn.replaceAll(".*\\"RandomPassword\\":\\"([^\\"]*)\\".*", "$1");
            System.out.println("the new password is " + password);
            call("PutSecretValue", "{\\"SecretId\\": \\"" + id + "\\", \\"ClientRequestToken\\": \\"" + token
                + "\\", \\"SecretString\\": \\"" + password + "\\", \\"VersionStages\\": [\\"AWSPENDING\\"]}");
          } else if (step.equals("finishSecret")) {
            String described = call("DescribeSecret", "{\\"SecretId\\": \\"" + id + "\\"}");
            String current = described.replaceAll(".*\\"([^\\"]*)\\":\\\\[[^]]*\\"AWSCURRENT\\".*", "$1");
            System.out.println("it was " + call("GetSecretValue", "{\\"SecretId\\": \\"" + id + "\\"}"));
            call("UpdateSecretVersionStage", "{\\"SecretId\\": \\"" + id + "\\", \\"VersionStage\\": \\"AWSCURRENT\\","
                + " \\"MoveToVersionId\\": \\"" + token + "\\", \\"RemoveFromVersionId\\": \\"" + current + "\\"}");
          }
          return null;
        }

        private static String call(String operation, String body) {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(System.getenv("AWS_ENDPOINT_URL_SECRETS_MANAGER")))
                  .header("Content-Type", "application/x-amz-json-1.1")
                  .header("X-Amz-Target", "secretsmanager." + operation)
                  .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + System.getenv("AWS_ACCESS_KEY_ID")
                      + "/20260101/" + System.getenv("AWS_REGION") + "/secretsmanager/aws4_request, SignedHeaders=host, Signature=0")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build();
          try {
            HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
              throw new IllegalStateException(operation + " was refused: " + answer.body());
            }
            return answer.body();
          } catch (java.io.IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
          }
        }
      }
      """;

  private Handlers() {}

  /** A jar of one class, compiled against Lambda's interfaces. */
  static Path jar(Path folder, String simpleName, String source) throws IOException {
    var sources = Files.createDirectories(folder.resolve("src/com/example"));
    var file = Files.writeString(sources.resolve(simpleName + ".java"), source);
    var classes = Files.createDirectories(folder.resolve("classes"));
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                lambdaCore().toString(),
                "-d",
                classes.toString(),
                file.toString());
    if (exitCode != 0) {
      throw new IllegalStateException(simpleName + " does not compile");
    }
    var jar = folder.resolve(simpleName + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var compiled : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(compiled).toString().replace('\\', '/')));
        Files.copy(compiled, out);
      }
    }
    return jar;
  }

  /** What a handler's jar would bring along. */
  static Path lambdaCore() {
    return location(RequestHandler.class);
  }

  /** The jar that a class is from. */
  static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static List<Path> classPath() {
    return List.of(lambdaCore());
  }
}
