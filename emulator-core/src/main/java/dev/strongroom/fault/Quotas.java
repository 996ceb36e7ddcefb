package dev.strongroom.fault;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many requests a second an account may make in a Region before it is throttled (QUO-1); some
 * operations share one rate.
 *
 * <p>An account may make a second's worth of requests at once; its allowance refills continuously
 * on the emulator's clock. AWS doesn't publish the size of its buckets: this is our choice.
 */
public final class Quotas {

  private static final Quotas OFF = new Quotas(false, Map.of());

  private final boolean on;
  private final Map<String, Integer> rates;

  private Quotas(boolean on, Map<String, Integer> rates) {
    this.on = on;
    this.rates = Collections.unmodifiableMap(new TreeMap<>(rates));
  }

  /** Returns quotas that throttle nothing. */
  public static Quotas off() {
    return OFF;
  }

  /** Returns the rates that AWS documents. */
  public static Quotas aws() {
    return new Quotas(true, Map.of());
  }

  /**
   * Returns the same quotas with another rate for an operation and all operations that share its
   * rate. That the operation exists is checked when the emulator is built.
   *
   * @param perSecond at least 1
   */
  public Quotas rate(String operation, int perSecond) {
    if (!on) {
      throw new IllegalStateException("These quotas are off: begin with Quotas.aws()");
    }
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "A rate is at least 1 request a second, but that of %s was to be %s"
              .formatted(operation, perSecond));
    }
    var next = new HashMap<>(rates);
    next.put(operation, perSecond);
    return new Quotas(true, next);
  }

  /** Returns whether any request can be one too many. */
  public boolean isOn() {
    return on;
  }

  /** Returns the rates that differ from AWS's, by operation. */
  public Map<String, Integer> rates() {
    return rates;
  }

  /** As in {@code Quotas[AWS, GetSecretValue=10 a second]}. */
  @Override
  public String toString() {
    if (!on) {
      return "Quotas[off]";
    }
    var text = new StringBuilder("Quotas[AWS");
    rates.forEach(
        (operation, rate) ->
            text.append(", ").append(operation).append('=').append(rate).append(" a second"));
    return text.append(']').toString();
  }
}
