package dev.strongroom.internal.iam;

import dev.strongroom.internal.iam.Pattern.Wildcards;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A condition operator: turns a policy's value into a test of a request's value (POL-11). */
record Operator(String name, boolean negated, Compiler compiler) {

  interface Compiler {
    Test compile(String value, boolean variables);
  }

  interface Test {
    boolean matches(String actual, AccessRequest request);
  }

  /** Returns the operator with this name, without its quantifier and {@code IfExists}. */
  static Operator named(String name) {
    return switch (name) {
      case "StringEquals" -> plain(name, (v, vars) -> Pattern.of(v, Wildcards.NONE, vars)::matches);
      case "StringEqualsIgnoreCase" ->
          plain(name, (v, vars) -> Pattern.of(v, Wildcards.NONE, vars)::matchesIgnoringCase);
      case "StringLike" ->
          plain(name, (v, vars) -> Pattern.of(v, Wildcards.UNLIMITED, vars)::matches);
      case "ArnEquals", "ArnLike" ->
          plain(name, (v, vars) -> Pattern.of(v, Wildcards.UNLIMITED, vars)::matchesArn);
      case "NumericEquals" -> comparison(name, Operator::number, c -> c == 0);
      case "NumericLessThan" -> comparison(name, Operator::number, c -> c < 0);
      case "NumericLessThanEquals" -> comparison(name, Operator::number, c -> c <= 0);
      case "NumericGreaterThan" -> comparison(name, Operator::number, c -> c > 0);
      case "NumericGreaterThanEquals" -> comparison(name, Operator::number, c -> c >= 0);
      case "DateEquals" -> comparison(name, Operator::date, c -> c == 0);
      case "DateLessThan" -> comparison(name, Operator::date, c -> c < 0);
      case "DateLessThanEquals" -> comparison(name, Operator::date, c -> c <= 0);
      case "DateGreaterThan" -> comparison(name, Operator::date, c -> c > 0);
      case "DateGreaterThanEquals" -> comparison(name, Operator::date, c -> c >= 0);
      case "Bool" -> plain(name, (v, vars) -> bool(v));
      case "BinaryEquals" -> plain(name, (v, vars) -> binary(v));
      case "IpAddress" -> plain(name, (v, vars) -> range(v));
      case "StringNotEquals",
          "StringNotEqualsIgnoreCase",
          "StringNotLike",
          "ArnNotEquals",
          "ArnNotLike",
          "NumericNotEquals",
          "DateNotEquals",
          "NotIpAddress" ->
          new Operator(name, true, named(name.replace("Not", "")).compiler);
      default -> throw Malformed.syntax("There is no condition operator '" + name + "'.");
    };
  }

  Test compile(String value, boolean variables) {
    return compiler.compile(value, variables);
  }

  /** Whether the value singles somebody out: no wildcard, no variable, no huge range (POL-7). */
  boolean fixes(String value) {
    if (name.equals("IpAddress")) {
      var range = Range.parse(value);
      return range != null && range.bits >= (range.address.length == 4 ? 8 : 32);
    }
    var wildcards = name.startsWith("StringEquals") ? Wildcards.NONE : Wildcards.UNLIMITED;
    return Pattern.of(value, wildcards, true).isFixed();
  }

  private static Operator plain(String name, Compiler compiler) {
    return new Operator(name, false, compiler);
  }

  private static <T extends Comparable<T>> Operator comparison(
      String name, Function<String, @Nullable T> reader, IntPredicate wanted) {
    var type = name.startsWith("Date") ? "Date" : "Numeric";
    return plain(
        name,
        (value, variables) -> {
          T expected = require(reader.apply(value), type, value);
          return (text, request) -> {
            T actual = reader.apply(text);
            return actual != null && wanted.test(actual.compareTo(expected));
          };
        });
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The W3C's forms of ISO 8601, from the month to the nanosecond, or seconds since 1970. */
  private static @Nullable Instant date(String text) {
    try {
      if (text.indexOf('T') < 0) {
        return text.indexOf('-') > 0
            ? LocalDate.parse(text.length() == "2026-03".length() ? text + "-01" : text)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
            : Instant.ofEpochSecond(Long.parseLong(text));
      }
      int time = text.indexOf('T');
      return text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static Test bool(String value) {
    if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
      require(null, "Bool", value);
    }
    return (actual, request) -> value.equalsIgnoreCase(actual);
  }

  private static Test binary(String value) {
    var expected = require(decode(value), "Binary", value);
    return (actual, request) -> Arrays.equals(expected, decode(actual));
  }

  private static byte @Nullable [] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Test range(String value) {
    var range = require(Range.parse(value), "IpAddress", value);
    return (actual, request) -> range.contains(actual);
  }

  private static <T> T require(@Nullable T parsed, String type, String value) {
    if (parsed == null) {
      throw Malformed.syntax("'" + value + "' is no value for a condition of type " + type + ".");
    }
    return parsed;
  }

  /** An address, or all that share its first bits. */
  private static final class Range {

    private final byte[] address;
    private final int bits;

    private Range(byte[] address, int bits) {
      this.address = address;
      this.bits = bits;
    }

    static @Nullable Range parse(String text) {
      int slash = text.indexOf('/');
      var address = address(slash < 0 ? text : text.substring(0, slash));
      if (address == null) {
        return null;
      }
      if (slash < 0) {
        return new Range(address, address.length * 8);
      }
      var bits = text.substring(slash + 1);
      return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= address.length * 8
          ? new Range(address, Integer.parseInt(bits))
          : null;
    }

    boolean contains(String text) {
      var other = address(text);
      if (other == null || other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }

    private static byte @Nullable [] address(String text) {
      if (text.indexOf(':') >= 0) {
        try {
          // only what can't be a host name may reach InetAddress: it would ask the network
          return text.matches("[0-9a-fA-F:][0-9a-fA-F:.]*")
              ? InetAddress.getByName(text).getAddress()
              : null;
        } catch (UnknownHostException e) {
          return null;
        }
      }
      var parts = text.split("\\.", -1);
      var bytes = new byte[4];
      for (int i = 0; i < 4; i++) {
        if (parts.length != 4
            || !parts[i].matches("[0-9]{1,3}")
            || Integer.parseInt(parts[i]) > 255) {
          return null;
        }
        bytes[i] = (byte) Integer.parseInt(parts[i]);
      }
      return bytes;
    }
  }
}
