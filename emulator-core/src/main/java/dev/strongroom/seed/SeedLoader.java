package dev.strongroom.seed;

import dev.strongroom.internal.seed.SeedFormat;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How seeds are read from files; immutable, each method returns a copy.
 *
 * @param account the account that a template is deployed to
 * @param region the Region that a template is deployed to
 * @param stack the name of the stack that a template becomes
 * @param parameters values for a template's parameters
 * @param targets where the databases of a template's attachments are, as host or host:port, by
 *     their logical ids
 * @param environment what {@code ${env:NAME}} reads; null for the environment of this process
 */
public record SeedLoader(
    String account,
    String region,
    String stack,
    Map<String, String> parameters,
    Map<String, String> targets,
    @Nullable Map<String, String> environment) {

  /** More than any seed needs. */
  private static final long LARGEST = 10L << 20;

  public SeedLoader {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    environment = environment == null ? null : Map.copyOf(environment);
  }

  /** With an emulator's default account and Region, and no parameters. */
  public SeedLoader() {
    this("123456789012", "us-east-1", "strongroom", Map.of(), Map.of(), null);
  }

  /** For templates that are deployed to this account and Region. */
  public SeedLoader in(String accountId, String regionName) {
    return new SeedLoader(accountId, regionName, stack, parameters, targets, environment);
  }

  /** For templates that become a stack of this name. */
  public SeedLoader stack(String name) {
    return new SeedLoader(account, region, name, parameters, targets, environment);
  }

  /** With a value for a parameter of a template. */
  public SeedLoader parameter(String name, String value) {
    var more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new SeedLoader(account, region, stack, more, targets, environment);
  }

  /** With the place of a database to which a template attaches a secret, as host or host:port. */
  public SeedLoader target(String logicalId, String place) {
    var more = new LinkedHashMap<>(targets);
    more.put(logicalId, place);
    return new SeedLoader(account, region, stack, parameters, more, environment);
  }

  /** With another environment than that of this process. */
  public SeedLoader environment(Map<String, String> variables) {
    return new SeedLoader(account, region, stack, parameters, targets, variables);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException naming file, line and column, and what is wrong there
   * @see Seed#load
   */
  public Seed load(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IllegalArgumentException(
          file + ": a seed has at most 10 MB: split it into several files");
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException malformed) {
      throw new IllegalArgumentException(file + ": it is not UTF-8", malformed);
    }
    return SeedFormat.read(text, file, this);
  }

  /**
   * Reads a text, in JSON or in YAML; it can't read files or the environment.
   *
   * @throws IllegalArgumentException naming line and column, and what is wrong there
   * @see Seed#parse
   */
  public Seed parse(String text) {
    return SeedFormat.read(text, null, this);
  }
}
