package dev.strongroom.teaching.world;

import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a world holds at one moment, read without a trace: reading leaves no record, meets no fault,
 * and no policy keeps it out.
 */
final class View {

  private static final int LONGEST = 1 << 20;

  private final World world;
  private final SideEffectFreeReader held;

  View(World world) {
    this.world = world;
    this.held = new SideEffectFreeReader(world.aws);
  }

  private <Q extends Request<R>, R extends Record> R read(Caller caller, Q request) {
    return held.read(caller, request);
  }

  /** The administrator of the account and Region that an ARN names. */
  static Caller owner(String arn) {
    var parts = arn.split(":", 6);
    return Caller.administrator(parts[4], parts[3]);
  }

  /** Whose account and Region a secret is read in. */
  private Caller ownerIn(String region) {
    var administrator = world.aws.administrator();
    return region.isEmpty() ? administrator : administrator.in(region);
  }

  /** The names of the secrets of the default account and Region, those being deleted included. */
  List<String> secrets() {
    var names = new ArrayList<String>();
    String nextToken = null;
    do {
      var page = read(ownerIn(""), new ListSecrets(true, 100, nextToken, null, null, null));
      page.secretList().forEach(entry -> names.add(entry.name()));
      nextToken = page.nextToken();
    } while (nextToken != null);
    return names;
  }

  DescribeSecret.Result describe(String secret) {
    return describe(secret, "");
  }

  private DescribeSecret.Result describe(String secret, String region) {
    return read(ownerIn(region), new DescribeSecret(secret));
  }

  /** Each label with the id of the version it is on. */
  Map<String, String> labels(String secret) {
    var labels = new TreeMap<String, String>();
    var stages = describe(secret).versionIdsToStages();
    if (stages != null) {
      stages.forEach((id, names) -> names.forEach(name -> labels.put(name, id)));
    }
    return labels;
  }

  /** The value of a version, by a label or an id; null if there is none. */
  @Nullable SecretValue value(String secret, String version) {
    boolean isId = version.length() >= 32;
    try {
      var result =
          read(
              ownerIn(""),
              new GetSecretValue(secret, isId ? version : null, isId ? null : version));
      return result.secretString() != null ? result.secretString() : result.secretBinary();
    } catch (ServiceError none) {
      return null;
    }
  }

  /** The policy of a secret or a key; null if it has none. */
  @Nullable String policy(Policies.Target target) {
    if (target.isKey()) {
      var arn = required(world.keys.get(target.name()), "key", target.name());
      return read(owner(arn), new GetKeyPolicy(arn, null)).policy();
    }
    return read(ownerIn(""), new GetResourcePolicy(target.name())).resourcePolicy();
  }

  /** What a reference in a text stands for. */
  String valueOf(Template.Reference reference) {
    var name = reference.name();
    return switch (reference.function()) {
      case "arn" ->
          world.people.containsKey(name) ? arn(name) : describe(name, reference.detail()).arn();
      case "partial-arn" -> partial(describe(name, reference.detail()).arn());
      case "key" -> required(world.keys.get(name), "key", name);
      case "lambda" -> world.functions.arn(name);
      case "version" -> required(labels(name).get(label(reference)), label(reference), name);
      case "value" -> text(reference);
      case "text" -> repeated(name, reference.detail());
      default -> required(world.saved.get(name), "saved value", name);
    };
  }

  private String arn(String person) {
    return world.person(person).caller().principalArn();
  }

  private static String partial(String arn) {
    return arn.substring(0, arn.length() - 7);
  }

  private static String label(Template.Reference reference) {
    return reference.detail().isEmpty() ? "AWSCURRENT" : reference.detail();
  }

  private String text(Template.Reference reference) {
    var value = required(value(reference.name(), label(reference)), "value", reference.name());
    return reference.member().isEmpty()
        ? value.text()
        : required(Values.member(value, reference.member()), reference.member(), reference.name());
  }

  private static String repeated(String character, String count) {
    int times = Integer.parseInt(count);
    if (times < 0 || times > LONGEST) {
      throw new IllegalArgumentException("A text has up to " + LONGEST + " characters");
    }
    return character.repeat(times);
  }

  private static <T> T required(@Nullable T value, String what, String of) {
    if (value == null) {
      throw new IllegalArgumentException("There is no " + what + " of '" + of + "' now");
    }
    return Objects.requireNonNull(value);
  }
}
