package dev.strongroom.teaching;

import dev.strongroom.teaching.world.Action;
import dev.strongroom.teaching.world.Expectation;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a question, which is run: what it does, what it says is true, or what it says an
 * action comes to.
 *
 * @param key the letter by which it is chosen
 * @param actions what it does; the question's goal then decides
 * @param holds what it says is true
 * @param expected what it says the question's action comes to
 * @param is for an ordering: the name in the record of what happened
 * @param why the reason that it is wrong, or right; empty if none is given
 */
public record Option(
    String key,
    Place place,
    String text,
    List<Action> actions,
    List<Look> holds,
    @Nullable Expectation expected,
    String is,
    String why) {}
