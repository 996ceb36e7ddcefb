package dev.strongroom.samples.benchmark;

/** Measures two things by turns, so that what else the machine does hits both alike. */
final class Turns {

  /** Work that may throw. */
  interface Work {
    void run() throws Exception;
  }

  private static final int WARM_UP = 5;

  private final int rounds;
  private final int calls;

  /**
   * @param calls how often a round does each
   */
  Turns(int rounds, int calls) {
    this.rounds = rounds;
    this.calls = calls;
  }

  /** Microseconds a call of both. */
  Figure compare(String what, double bound, Work work, Work floor) throws Exception {
    var own = new double[rounds];
    var least = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double first = micros(round % 2 == 0 ? work : floor);
      double second = micros(round % 2 == 0 ? floor : work);
      if (round >= 0) {
        own[round] = round % 2 == 0 ? first : second;
        least[round] = round % 2 == 0 ? second : first;
      }
    }
    return Figure.beside(what, "us", Sample.of(own), Sample.of(least), bound);
  }

  /** Microseconds a call. */
  Sample measure(Work work) throws Exception {
    var own = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double micros = micros(work);
      if (round >= 0) {
        own[round] = micros;
      }
    }
    return Sample.of(own);
  }

  private double micros(Work work) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      work.run();
    }
    return (System.nanoTime() - start) / 1e3 / calls;
  }
}
