package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ServiceError;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SeedLoader;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A {@link Secret} and where it was found. */
record Declared(Secret annotation, AnnotatedElement place) {

  private static final String RELATIVE =
      "; paths are relative to the tests' working directory, as src/test/resources/seed.json is";

  /** What is neither an alias nor an ARN nor an ID, which has digits. */
  private static final Pattern KEY_NAME = Pattern.compile("[a-zA-Z_-]+");

  /** Returns the annotation as a seed, or refuses it if it contradicts itself. */
  SecretSeed checked() {
    var name = annotation.name();
    if (name.isBlank()) {
      throw refused("has a blank name", "write the name by which the application asks for it");
    }
    var given =
        Stream.of(
                isGiven(annotation.string()) ? "string" : "",
                isGiven(annotation.json()) ? "json" : "",
                annotation.binary().length > 0 ? "binary" : "",
                annotation.file().isEmpty() ? "" : "file")
            .filter(value -> !value.isEmpty())
            .toList();
    if (given.size() > 1) {
      throw refused(
          "has " + String.join(" and ", given), "keep one, or none for a secret without a value");
    }
    if (annotation.string().isEmpty()) {
      throw refused(
          "has an empty string, which no secret can have",
          "leave it out for a secret without a value");
    }
    try {
      return described(tagged(valued(Seed.secret(name))));
    } catch (IllegalArgumentException contradiction) {
      throw PerTestAnnotations.refused(what(), place, contradiction.getMessage());
    }
  }

  private SecretSeed valued(SecretSeed secret) {
    if (isGiven(annotation.string())) {
      return secret.string(annotation.string());
    }
    if (annotation.binary().length > 0) {
      return secret.binary(annotation.binary());
    }
    if (!annotation.file().isEmpty()) {
      return secret(secret, Path.of(annotation.file()));
    }
    if (!isGiven(annotation.json())) {
      return secret;
    }
    try {
      return secret.json(annotation.json());
    } catch (IllegalArgumentException malformed) {
      throw refused(
          "can't be read: " + malformed.getMessage(),
          "correct it, or use string for a value that is not JSON");
    }
  }

  private SecretSeed secret(SecretSeed secret, Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        throw refused("has the empty file " + file, "leave it out for a secret without a value");
      }
      var text = new String(bytes, UTF_8);
      return Arrays.equals(bytes, text.getBytes(UTF_8))
          ? secret.string(text)
          : secret.binary(bytes);
    } catch (IOException unreadable) {
      throw refused(
          "has a file that can't be read", "there is no " + file.toAbsolutePath() + RELATIVE);
    }
  }

  private SecretSeed tagged(SecretSeed secret) {
    var tagged = secret;
    var keys = new HashSet<String>();
    for (var tag : annotation.tags()) {
      int end = tag.indexOf('=');
      if (end < 0 || tag.substring(0, end).isBlank()) {
        throw refused("has the tag '" + tag + "'", "write it as key=value");
      }
      var key = tag.substring(0, end);
      if (!keys.add(key)) {
        throw refused("has the tag key '" + key + "' more than once", "keep one");
      }
      tagged = tagged.tag(key, tag.substring(end + 1));
    }
    return tagged;
  }

  private SecretSeed described(SecretSeed secret) {
    var described = secret.replicas(annotation.replicas());
    if (!annotation.description().isEmpty()) {
      described = described.description(annotation.description());
    }
    if (KEY_NAME.matcher(annotation.kmsKey()).matches()) {
      throw refused(
          "has the kmsKey '" + annotation.kmsKey() + "'",
          "write an alias as alias/" + annotation.kmsKey() + ", or the ID or ARN of a key");
    }
    if (!annotation.kmsKey().isEmpty()) {
      described = described.kmsKey(annotation.kmsKey());
    }
    return annotation.scheduledForDeletion() ? described.scheduledForDeletion() : described;
  }

  /** Puts the secret in, or refuses what the service refuses, such as an invalid name. */
  void seedInto(SecretsEmulator emulator, SecretSeed secret) {
    try {
      emulator.seed(Seed.of(secret));
    } catch (IllegalArgumentException refusal) {
      var reason =
          refusal.getCause() instanceof ServiceError error ? error.text() : refusal.getMessage();
      throw refused("is refused by the service: " + reason, "correct the annotation");
    }
  }

  /** Returns the contents of the files, or refuses one that can't be read. */
  static List<Seed> seeds(SeedFile annotation, AnnotatedElement place, SecretsEmulator emulator) {
    var administrator = emulator.administrator();
    var loader = new SeedLoader().in(administrator.accountId(), administrator.region());
    for (var parameter : annotation.parameters()) {
      int end = parameter.indexOf('=');
      if (end < 1) {
        throw PerTestAnnotations.refused(
            "@SeedFile", place, "the parameter '" + parameter + "' is not of the form name=value");
      }
      loader = loader.parameter(parameter.substring(0, end), parameter.substring(end + 1));
    }
    var seeds = new ArrayList<Seed>();
    for (var file : annotation.value()) {
      try {
        seeds.add(loader.load(Path.of(file)));
      } catch (IOException unreadable) {
        throw PerTestAnnotations.refused(
            "@SeedFile(\"" + file + "\")",
            place,
            "there is no " + Path.of(file).toAbsolutePath() + RELATIVE);
      } catch (IllegalArgumentException | IllegalStateException unusable) {
        throw PerTestAnnotations.refused(
            "@SeedFile(\"" + file + "\")", place, unusable.getMessage());
      }
    }
    return seeds;
  }

  static void seedInto(SecretsEmulator emulator, List<Seed> seeds, AnnotatedElement place) {
    try {
      seeds.forEach(emulator::seed);
    } catch (IllegalArgumentException refusal) {
      throw PerTestAnnotations.refused("@SeedFile", place, refusal.getMessage());
    }
  }

  ExtensionConfigurationException refused(String reason, String remedy) {
    return new ExtensionConfigurationException(
        "%s on %s %s: %s".formatted(what(), nameOf(place), reason, remedy));
  }

  private String what() {
    return "@Secret(name = \"" + annotation.name() + "\")";
  }

  /** Returns the name of a class or method in messages. */
  static String nameOf(AnnotatedElement place) {
    if (place instanceof Method method) {
      return method.getDeclaringClass().getName() + "#" + method.getName();
    }
    return place instanceof Constructor<?> constructor
        ? "the constructor of " + constructor.getDeclaringClass().getName()
        : ((Class<?>) place).getName();
  }

  private static boolean isGiven(String value) {
    return !value.equals(Secret.NOT_GIVEN);
  }
}
