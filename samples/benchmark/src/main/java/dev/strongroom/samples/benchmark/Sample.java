package dev.strongroom.samples.benchmark;

import java.util.Arrays;

/** The least and the median of many measurements of one thing. */
record Sample(double minimum, double median) {

  static Sample of(double... values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return new Sample(sorted[0], sorted[sorted.length / 2]);
  }
}
