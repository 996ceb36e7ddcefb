package dev.strongroom.teaching.world;

import dev.strongroom.api.Caller;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be done in a world.
 *
 * @param name as the scenario calls it; its verb where it has no name
 * @param text what it does, for a reader
 * @param as the principal who does it; null for the administrator
 * @param region where; null for the world's Region
 */
public record Action(
    String name,
    Place place,
    String text,
    @Nullable String as,
    @Nullable String region,
    @Nullable String through,
    Members context,
    Verb verb) {

  /** What an action does. */
  public interface Verb {

    Outcome perform(World world, Action action);
  }

  /** Who acts, where, and by which way. */
  Caller caller(World world) {
    var caller = world.person(as).callerNow(world.aws);
    if (region != null) {
      caller = caller.in(world.resolve(region));
    }
    if (through != null) {
      caller = caller.with(Caller.SOURCE_VPCE, through);
    }
    for (var key : context.names()) {
      caller = caller.with(key, world.resolve(context.text(key)));
    }
    return caller;
  }

  @Override
  public String toString() {
    return name;
  }
}
