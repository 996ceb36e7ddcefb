package dev.strongroom.internal.service.ssm;

import dev.strongroom.api.SecretValue;
import dev.strongroom.internal.service.ssm.api.PutParameter;
import dev.strongroom.internal.service.ssm.api.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of PutParameter in the making. */
public final class Puts {

  private final String name;
  private final @Nullable String type;
  private final String value;
  private @Nullable String description;
  private @Nullable String keyId;
  private @Nullable Boolean overwrite;
  private @Nullable String pattern;
  private @Nullable List<Tag> tags;
  private @Nullable String tier;
  private @Nullable String policies;
  private @Nullable String dataType;

  private Puts(String name, @Nullable String type, String value) {
    this.name = name;
    this.type = type;
    this.value = value;
  }

  public static Puts of(String name, @Nullable String type, String value) {
    return new Puts(name, type, value);
  }

  static Puts secure(String name, String value) {
    return of(name, "SecureString", value);
  }

  public static Puts over(String name, String value) {
    var put = of(name, null, value);
    put.overwrite = true;
    return put;
  }

  public Puts description(@Nullable String text) {
    description = text;
    return this;
  }

  Puts key(String id) {
    keyId = id;
    return this;
  }

  Puts pattern(String regex) {
    pattern = regex;
    return this;
  }

  Puts tag(String key, String text) {
    tags = tags == null ? new ArrayList<>() : tags;
    tags.add(new Tag(key, text));
    return this;
  }

  public Puts tier(String which) {
    tier = which;
    return this;
  }

  public Puts policies(String json) {
    policies = json;
    return this;
  }

  Puts dataType(String which) {
    dataType = which;
    return this;
  }

  public PutParameter request() {
    return new PutParameter(
        name,
        description,
        SecretValue.ofText(value),
        type,
        keyId,
        overwrite,
        pattern,
        tags,
        tier,
        policies,
        dataType);
  }
}
