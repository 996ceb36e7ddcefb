package dev.strongroom.seed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rotation function that is given by where its code is; running it needs the dependency {@code
 * dev.strongroom:strongroom-local}.
 *
 * <p>The code is one of
 *
 * <ul>
 *   <li>a URL that speaks Lambda's Invoke API, such as {@code http://127.0.0.1:9000};
 *   <li>a built-in function, {@code builtin:password} or {@code builtin:postgres-single-user},
 *       perhaps with the JDBC URL of the database behind a {@code #};
 *   <li>a jar and the class of a {@code RequestHandler} in it: {@code
 *       rotation.jar#com.example.Handler}.
 * </ul>
 *
 * @param timeout how long a step may take
 * @param concurrency how many steps may run at a time; more of them wait
 * @param role the ARN of the role with whose rights the function calls the services; null for an
 *     administrator's. A function behind a URL has those of its own credentials
 * @param classPath of a jar, more jars than the one that is named; of a built-in function, the jars
 *     of the JDBC driver
 * @param environment variables of a jar's process
 * @param place where it stands in its file
 */
public record FunctionSeed(
    String arn,
    String code,
    Duration timeout,
    int concurrency,
    @Nullable String role,
    List<Path> classPath,
    Map<String, String> environment,
    SourcePlace place) {

  private static final Duration LONGEST = Duration.ofMinutes(15);

  /**
   * @throws IllegalArgumentException if the time-out is not from 1 second to 15 minutes, as
   *     Lambda's, or the concurrency not from 1 to 100
   */
  public FunctionSeed {
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The time-out of a function is from 1 to 900 seconds, but that of "
              + arn
              + " is "
              + timeout.toSeconds());
    }
    if (concurrency < 1 || concurrency > 100) {
      throw new IllegalArgumentException(
          "The concurrency of a function is from 1 to 100, but that of "
              + arn
              + " is "
              + concurrency);
    }
    classPath = List.copyOf(classPath);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Returns a function with a time-out of 30 seconds that does one step at a time. */
  public static FunctionSeed of(String arn, String code) {
    return new FunctionSeed(
        arn, code, Duration.ofSeconds(30), 1, null, List.of(), Map.of(), SourcePlace.NONE);
  }

  /** Returns the same function with another time-out. */
  public FunctionSeed timeout(Duration longest) {
    return new FunctionSeed(arn, code, longest, concurrency, role, classPath, environment, place);
  }

  /** Returns the same function, so many steps of which may run at a time. */
  public FunctionSeed concurrency(int steps) {
    return new FunctionSeed(arn, code, timeout, steps, role, classPath, environment, place);
  }

  /** Returns the same function with the rights of a role. */
  public FunctionSeed role(@Nullable String roleArn) {
    return new FunctionSeed(
        arn, code, timeout, concurrency, roleArn, classPath, environment, place);
  }

  /** Returns the same function with these jars on its class path. */
  public FunctionSeed classPath(List<Path> jars) {
    return new FunctionSeed(arn, code, timeout, concurrency, role, jars, environment, place);
  }

  /** Returns the same function with these variables in its environment. */
  public FunctionSeed environment(Map<String, String> variables) {
    return new FunctionSeed(arn, code, timeout, concurrency, role, classPath, variables, place);
  }

  /** Returns the same function as it stands there in a file. */
  public FunctionSeed at(SourcePlace where) {
    return new FunctionSeed(arn, code, timeout, concurrency, role, classPath, environment, where);
  }

  /** Without the values of the environment. */
  @Override
  public String toString() {
    return arn + "=" + code + " " + environment.keySet();
  }
}
