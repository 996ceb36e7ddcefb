package dev.strongroom.samples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The endpoint beside the JDK's server with a canned answer, and beside other servers. */
final class Servers {

  private static final int ROUNDS = 7;
  private static final double WARM_UP = 30;
  private static final double SECONDS = 2;

  private Servers() {}

  /**
   * @param rivals ports of other servers on this machine, which hold a secret {@code prod/db}
   */
  static List<Figure> measure(List<Integer> rivals) throws Exception {
    var figures = new ArrayList<Figure>();
    var endpoint = start("endpoint");
    var canned = start("canned");
    try (var load = new Load()) {
      int own = port(endpoint);
      int floor = port(canned);
      figures.addAll(compare(load, "GetSecretValue at the endpoint", "GetSecretValue", own, floor));
      figures.addAll(compare(load, "PutSecretValue at the endpoint", "PutSecretValue", own, floor));
      for (int rival : rivals) {
        for (var operation : List.of("GetSecretValue", "PutSecretValue")) {
          figures.addAll(besideRival(load, operation, own, rival));
        }
      }
    } finally {
      endpoint.destroy();
      canned.destroy();
    }
    return figures;
  }

  /** Returns no figures, and says why, if the other server refuses a call or is not there. */
  private static List<Figure> besideRival(Load load, String operation, int own, int rival)
      throws InterruptedException {
    try {
      return compare(load, operation + " beside port " + rival, operation, own, rival);
    } catch (ExecutionException refused) {
      System.out.printf("%s, port %d: %s%n", operation, rival, refused.getCause().getMessage());
      return List.of();
    }
  }

  private static Process start(String kind) throws IOException {
    return Children.command(List.of(), Server.class, kind).start();
  }

  private static int port(Process server) throws IOException {
    return Integer.parseInt(
        new BufferedReader(new InputStreamReader(server.getInputStream())).readLine());
  }

  private static List<Figure> compare(Load load, String what, String operation, int own, int floor)
      throws InterruptedException, ExecutionException {
    load.run(own, operation, WARM_UP);
    load.run(floor, operation, WARM_UP);
    var micros = new double[2][ROUNDS];
    var slow = new double[2][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int turn = 0; turn < 2; turn++) {
        int which = (round + turn) % 2;
        var result = load.run(which == 0 ? own : floor, operation, SECONDS);
        micros[which][round] = result.micros();
        slow[which][round] = result.slow();
      }
    }
    return List.of(
        Figure.beside(
            what + ", time a call (bound: 0.75 of the rate)",
            "us",
            Sample.of(micros[0]),
            Sample.of(micros[1]),
            1 / 0.75),
        Figure.beside(what + ", p99", "us", Sample.of(slow[0]), Sample.of(slow[1]), 2.0));
  }
}
