package dev.strongroom.samples.rotation;

class PostgresStoriesTest extends RotationStories {

  @Override
  Database create() {
    return new PostgresDatabase();
  }
}
