/** The emulated service in JUnit Jupiter tests. */
module dev.strongroom.junit {
  requires com.fasterxml.jackson.databind;
  requires transitive dev.strongroom.sdk;
  requires static org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.strongroom.assertj;
  exports dev.strongroom.junit;
}
