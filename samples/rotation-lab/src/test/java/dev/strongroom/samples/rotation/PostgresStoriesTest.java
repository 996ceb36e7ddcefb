package dev.strongroom.samples.rotation;

import org.junit.jupiter.api.Tag;

@Tag("thorough")
class PostgresStoriesTest extends RotationStories {

  @Override
  Database create() {
    return new PostgresDatabase();
  }
}
