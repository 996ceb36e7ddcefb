package dev.strongroom.teaching;

/** What every scenario must pass before somebody learns from it. */
public enum Gate {
  LOADS("its exams, traps and sources are known"),
  STEPS_HOLD("every step comes to what the scenario says"),
  REPEATS("a second run is the same as the first"),
  PRINTS_NO_VALUE("no secret value is printed"),
  GOAL_IS_OPEN("the goal isn't reached before the repair"),
  REPAIRS_WORK("every repair reaches the goal and does nothing that is forbidden"),
  NOTHING_SUPERFLUOUS("a repair fails if any of its actions is left out"),
  WRONG_REPAIRS_FAIL("every wrong repair fails as the scenario says"),
  ONE_RIGHT_ANSWER("every question has one right answer"),
  WRONG_OPTIONS_EXPLAINED("every wrong option has a reason"),
  TRICKS_ARE_FORBIDDEN("a public policy or rights to everything are no repair");

  private final String rule;

  Gate(String rule) {
    this.rule = rule;
  }

  /** What it demands, in one sentence. */
  public String rule() {
    return rule;
  }

  @Override
  public String toString() {
    return rule;
  }
}
