package dev.strongroom.samples.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** The JDK's server, which answers every request alike, and at once. */
final class BareServer {

  private BareServer() {}

  /** Prints where it listens, and serves until the process is ended. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("listening on http://127.0.0.1:" + start("{}"));
  }

  /** Returns the port. */
  static int start(String answer) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // as the endpoint does
    var body = answer.getBytes(UTF_8);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server.getAddress().getPort();
  }
}
