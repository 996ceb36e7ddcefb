package dev.strongroom.samples.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class H2NamesTest extends HostileNamesContract {

  @Override
  Database create() {
    return new H2Database();
  }

  @Test
  @DisplayName("ROT-24: a clone has every kind of right that H2 knows")
  void aCloneHasEveryKindOfRight() throws Exception {
    try (var database = new H2Database()) {
      database.createUser("app", "old");
      Database.execute(
          database.administrator(),
          "CREATE ROLE \"the \"\"clerks\"\"\"",
          "GRANT \"the \"\"clerks\"\"\" TO app",
          "CREATE SCHEMA \"s.1\"",
          "CREATE TABLE \"s.1\".\"t\"\"1\" (id INT)",
          "GRANT SELECT, INSERT ON \"s.1\".\"t\"\"1\" TO app",
          "GRANT UPDATE ON SCHEMA \"s.1\" TO app",
          "GRANT ALTER ANY SCHEMA TO app");

      database
          .users()
          .cloneUser(
              login(database, database.masterName(), Database.MASTER_PASSWORD),
              login(database, "app", "old"),
              login(database, "app_clone", "new"));

      assertThat(database.rightsOf("APP")).hasSize(5);
      assertThat(database.rightsOf("APP_CLONE")).isEqualTo(database.rightsOf("APP"));
    }
  }
}
