package dev.strongroom.local.internal.function;

import dev.strongroom.api.ServiceClient;
import dev.strongroom.rotation.FunctionException;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.seed.FunctionSeed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A function that does so many steps at a time; the others wait as long as a step may take. */
final class Turnstile implements RotationFunction {

  private final RotationFunction function;
  private final FunctionSeed seed;
  private final Semaphore free;

  Turnstile(RotationFunction function, FunctionSeed seed) {
    this.function = function;
    this.seed = seed;
    this.free = new Semaphore(seed.concurrency(), true);
  }

  @Override
  public void rotate(RotationEvent event, ServiceClient service) throws Exception {
    if (!free.tryAcquire(seed.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new FunctionException(
          "busy with %d other steps for %d s"
              .formatted(seed.concurrency(), seed.timeout().toSeconds()),
          null);
    }
    try {
      function.rotate(event, service);
    } finally {
      free.release();
    }
  }

  /** Returns where the code is. */
  @Override
  public String toString() {
    return seed.code();
  }
}
