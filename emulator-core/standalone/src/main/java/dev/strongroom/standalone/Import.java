package dev.strongroom.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an export has, put into a running service. */
@Command(
    name = "import",
    description = {
      "Adds the secrets and parameters of an export to the running service, all or none; none of"
          + " them may be there. Keys are added too, unless the service has them or keys with their aliases."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:they are there", "1:nothing has changed", "2:the command line is wrong"},
    footerHeading = "%nExample:%n",
    footer = {"  STRONGROOM_PASSPHRASE=... strongroom import secrets.export"})
final class Import implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private Server server = new Server();
  @Mixin private Passphrase passphrase = new Passphrase();

  @Parameters(paramLabel = "FILE", description = "The export.")
  private @Nullable Path file;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    server.requireHealth();
    var export = read(Objects.requireNonNull(file));
    var seed = export;
    if (export.has(Export.FORMAT)) {
      if (export.path(Export.FORMAT).asInt() > Export.VERSION) {
        throw new CommandException("The export was made by a newer version of Strongroom");
      }
      seed = export.path("seed");
      fill(seed, parsed(Sealed.open(export.path("values"), passphrase.read())));
    }
    leaveOutKnownKeys(seed);
    server.administration("seed", seed);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    int parameters = seed.path("parameters").size();
    out.println(
        "%d secrets%s are imported"
            .formatted(
                seed.path("secrets").size(),
                parameters == 0 ? "" : " and " + parameters + " parameters"));
    out.flush();
    return 0;
  }

  private void leaveOutKnownKeys(JsonNode seed) throws CommandException {
    var known = new HashSet<String>();
    for (var key : server.administration("keys").path("keys")) {
      var place = place(key.path("metadata").path("Arn").asText());
      known.add(place + key.path("metadata").path("KeyId").asText());
      key.path("aliases").forEach(alias -> known.add(place + alias.path("AliasName").asText()));
    }
    for (var keys = seed.path("keys").elements(); keys.hasNext(); ) {
      var key = keys.next();
      var place = key.path("region").asText() + ":" + key.path("account").asText() + ":";
      var names = new HashSet<>(Set.of(place + key.path("id").asText()));
      key.path("aliases").forEach(alias -> names.add(place + alias.asText()));
      if (!Collections.disjoint(known, names)) {
        keys.remove();
      }
    }
  }

  private static String place(String arn) {
    var parts = arn.split(":", 6);
    return parts[3] + ":" + parts[4] + ":";
  }

  /** The values of the first version are those of secrets alone. */
  private static void fill(JsonNode seed, JsonNode values) throws CommandException {
    fill(seed.path("secrets"), "versions", values.isArray() ? values : values.path("secrets"));
    fill(seed.path("parameters"), "value", values.path("parameters"));
  }

  private static void fill(JsonNode entries, String member, JsonNode values)
      throws CommandException {
    for (int i = 0; i < entries.size(); i++) {
      if (!(entries.get(i) instanceof ObjectNode entry)) {
        throw new CommandException("The export is damaged");
      }
      var value = values.path(i);
      if (value.isTextual() || !value.isEmpty()) {
        entry.set(member, value);
      }
    }
  }

  private static JsonNode read(Path file) throws CommandException {
    try {
      return parsed(Files.readString(file));
    } catch (IOException unreadable) {
      throw new CommandException("The file " + file + " can't be read", unreadable);
    }
  }

  private static JsonNode parsed(String text) throws CommandException {
    try {
      var node = JSON.readTree(text);
      if (node != null && node.isContainerNode()) {
        return node;
      }
    } catch (JsonProcessingException malformed) {
      // refused below, without the parser's message, which quotes the text
    }
    throw new CommandException("The file is no export");
  }
}
