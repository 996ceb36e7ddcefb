/** Scenarios that teach AWS Secrets Manager, and what runs them. */
module dev.strongroom.teaching {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive dev.strongroom;
  requires static info.picocli;
  requires java.sql;
  requires static org.jline.reader;
  requires static transitive org.junit.jupiter.api;
  requires static org.opentest4j;
  requires org.snakeyaml.engine;
  requires static transitive org.jspecify;

  exports dev.strongroom.teaching;
  exports dev.strongroom.teaching.cli;
  exports dev.strongroom.teaching.world;
  exports dev.strongroom.teaching.yaml;

  opens dev.strongroom.teaching.cli to
      info.picocli;
}
