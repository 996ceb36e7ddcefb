package dev.strongroom.samples.offline;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** Serves a handler by Lambda's Invoke API, as AWS's runtime interface emulator does. */
final class InvokeServer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private InvokeServer() {}

  public static void main(String[] arguments) throws Exception {
    var handler = new RotateLogin();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/2015-03-31/functions/",
        exchange -> {
          Object answer;
          try (var body = exchange.getRequestBody()) {
            var event = JSON.readValue(body, new TypeReference<Map<String, String>>() {});
            answer = handler.handleRequest(event, null);
          } catch (RuntimeException failed) {
            failed.printStackTrace();
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            answer =
                Map.of(
                    "errorMessage", String.valueOf(failed.getMessage()),
                    "errorType", failed.getClass().getName());
          }
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            out.write(JSON.writeValueAsBytes(answer));
          }
        });
    server.start();
    System.out.println("rotation listens on http://127.0.0.1:" + server.getAddress().getPort());
  }
}
