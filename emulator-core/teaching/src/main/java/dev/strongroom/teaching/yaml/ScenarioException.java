package dev.strongroom.teaching.yaml;

import org.jspecify.annotations.Nullable;

/** A file that can't be understood, or can't be carried out: what is wrong, and where. */
public final class ScenarioException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String problem;

  public ScenarioException(Place place, String problem) {
    this(place, problem, null);
  }

  @SuppressWarnings("NullAway") // a cause may be null
  public ScenarioException(Place place, String problem, @Nullable Throwable cause) {
    super(place + ": " + problem, cause);
    this.place = place;
    this.problem = problem;
  }

  public Place place() {
    return place;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }
}
