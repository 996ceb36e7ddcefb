package dev.strongroom.rotation;

import dev.strongroom.api.RotationStep;
import java.util.Map;

/** A secret of a database, and what the rotation functions do to both. */
abstract class DatabaseRotationFixture {

  static final String APP = "arn:app";
  static final String MASTER = "arn:master";

  /** A secret that is being rotated, its database, and the function that rotates it. */
  static final class Lab {

    final HeldSecrets secrets = new HeldSecrets();
    final HeldUsers users;
    DatabaseRotation function;

    Lab(DatabaseEngine engine, boolean alternating) {
      users = new HeldUsers(engine);
      users.passwords.putAll(Map.of("app", "one", "root", "master"));
      function =
          alternating
              ? DatabaseRotation.alternatingUsers(users)
              : DatabaseRotation.singleUser(users);
      secrets.label(APP, "v1", "AWSCURRENT");
      secrets.value(APP, "v1", json("app", "one"));
      secrets.label(APP, "v2", "AWSPENDING");
      secrets.label(MASTER, "m1", "AWSCURRENT");
      secrets.value(MASTER, "m1", json("root", "master"));
    }

    String json(String username, String password) {
      return "{\"engine\":\"%s\",\"host\":\"db\",\"username\":\"%s\",\"password\":\"%s\",\"dbname\":\"shop\",\"masterarn\":\"%s\",\"note\":\"kept\"}"
          .formatted(users.engine().names().get(0), username, password, MASTER);
    }

    void run(RotationStep step) throws Exception {
      function.rotate(new RotationEvent(step, APP, "v2", "token"), secrets);
    }

    void currentIs(String json) {
      secrets.value(APP, "v1", json);
    }

    void pendingIs(String json) {
      secrets.value(APP, "v2", json);
    }
  }
}
