package dev.strongroom.samples.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** A server in a process of its own, which prints its port and serves until its input ends. */
final class Server {

  private Server() {}

  /** Takes {@code endpoint} or {@code canned}. */
  public static void main(String[] arguments) throws Exception {
    int port = arguments[0].equals("endpoint") ? endpoint() : canned();
    System.out.println(port);
    System.in.transferTo(System.out);
    System.exit(0);
  }

  private static int endpoint() throws IOException {
    var aws =
        SecretsEmulator.builder()
            .secret(Seed.secret("prod/db").string("x".repeat(65)))
            .build();
    return Endpoint.start(aws, 0).uri().getPort();
  }

  /** The JDK's server as it comes, which answers every request alike. */
  static int canned() throws IOException {
    var body = CannedAnswer.BODY.getBytes(UTF_8);
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
