/** Scenarios that teach AWS Secrets Manager, and what runs them. */
module dev.strongroom.teaching {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive dev.strongroom;
  requires java.sql;
  requires org.snakeyaml.engine;
  requires static transitive org.jspecify;

  exports dev.strongroom.teaching;
  exports dev.strongroom.teaching.world;
  exports dev.strongroom.teaching.yaml;
}
