package dev.strongroom.api;

/** A step of a rotation, in the order in which a rotation function is invoked (ROT-18). */
public enum RotationStep {
  CREATE_SECRET("createSecret"),
  SET_SECRET("setSecret"),
  TEST_SECRET("testSecret"),
  FINISH_SECRET("finishSecret");

  private final String wireName;

  RotationStep(String wireName) {
    this.wireName = wireName;
  }

  /** The {@code Step} of the event, e.g. {@code createSecret}. */
  public String wireName() {
    return wireName;
  }
}
