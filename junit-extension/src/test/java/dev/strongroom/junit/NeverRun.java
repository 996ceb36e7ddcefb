package dev.strongroom.junit;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A test that has to be refused before it runs. */
abstract class NeverRun {

  /** How often any of them ran. */
  static final AtomicInteger COUNT = new AtomicInteger();

  @Test
  void test() {
    COUNT.incrementAndGet();
  }
}
