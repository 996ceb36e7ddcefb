package dev.strongroom.access;

import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.Request;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One condition on a request, or on its caller.
 *
 * @param value with {@code <arn>} and {@code <key>} for those of the secret and of the key
 * @param carries a request with that value
 * @param lacks a request without the key; null if every request has it
 * @param differs a request with another value
 */
record ConditionRow(
    String what,
    String operator,
    String key,
    String value,
    Function<ConditionKeysFixture, Sent> carries,
    @Nullable Function<ConditionKeysFixture, Sent> lacks,
    Function<ConditionKeysFixture, Sent> differs) {

  /** One request, and how it is sent. */
  record Sent(Caller caller, Request<?> request) {}

  /** A key that comes with the request. */
  static ConditionRow request(
      String what,
      String operator,
      String key,
      String value,
      Request<?> carries,
      @Nullable Request<?> lacks,
      Request<?> differs) {
    return new ConditionRow(
        what,
        operator,
        key,
        value,
        test -> test.sent(carries),
        lacks == null ? null : test -> test.sent(lacks),
        test -> test.sent(differs));
  }

  /** A key that comes with the caller. */
  static ConditionRow caller(
      String operator,
      String key,
      String value,
      Function<Caller, Caller> carries,
      @Nullable Function<Caller, Caller> lacks,
      Function<Caller, Caller> differs) {
    var read = new DescribeSecret("prod/db");
    return new ConditionRow(
        "global",
        operator,
        key,
        value,
        test -> test.sent(carries, read),
        lacks == null ? null : test -> test.sent(lacks, read),
        test -> test.sent(differs, read));
  }

  @Override
  public String toString() {
    return what + ": " + key;
  }
}
