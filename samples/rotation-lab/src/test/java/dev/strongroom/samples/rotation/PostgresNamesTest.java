package dev.strongroom.samples.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class PostgresNamesTest extends HostileNamesContract {

  @Override
  Database create() {
    return new PostgresDatabase();
  }

  @Test
  void aNameThatPostgresWouldCutIsRefused() {
    try (var database = new PostgresDatabase()) {
      var name = "\u00fc".repeat(32) + database.suffix(); // 64 bytes and more
      var cut = "\u00fc".repeat(31);
      database.createUser(cut, "old");
      var master = login(database, database.masterName(), Database.MASTER_PASSWORD);

      assertThatThrownBy(() -> database.users().setPassword(master, login(database, name, "new")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("PostgreSQL keeps 63 only");

      assertThat(database.logsIn(cut, "old")).isTrue();
    }
  }
}
