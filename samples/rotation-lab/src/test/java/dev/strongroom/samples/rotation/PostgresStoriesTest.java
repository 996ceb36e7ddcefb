package dev.strongroom.samples.rotation;

@Tag("thorough")
class PostgresStoriesTest extends RotationStories {

  @Override
  Database create() {
    return new PostgresDatabase();
  }
}
