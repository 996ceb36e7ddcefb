package dev.strongroom.samples.rotation;

class H2StoriesTest extends RotationStories {

  @Override
  Database create() {
    return new H2Database();
  }
}
