/** The emulated service in JUnit Jupiter tests. */
module dev.strongroom.junit {
  requires static ch.qos.logback.classic;
  requires static ch.qos.logback.core;
  requires com.fasterxml.jackson.databind;
  requires java.logging;
  requires static org.slf4j;
  requires transitive dev.strongroom.sdk;
  requires static org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.strongroom.assertj;
  exports dev.strongroom.junit;

  // JUnit instantiates MissingExtensionCheck, which is not public.
  opens dev.strongroom.junit to
      org.junit.platform.commons;
}
