/** The emulated service in JUnit Jupiter tests. */
module dev.strongroom.junit {
  requires com.fasterxml.jackson.databind;
  requires transitive dev.strongroom.sdk;
  requires transitive org.junit.jupiter.api;

  exports dev.strongroom.junit;
}
