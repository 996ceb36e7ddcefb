/**
 * What an emulator needs beyond a test: data that stay, seeds in YAML and from CloudFormation
 * templates, rotation functions by their place; and the ways on which applications get secrets
 * without calling the service.
 */
module dev.strongroom.local {
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.toml;
  requires java.net.http;
  requires jmespath.core;
  requires jmespath.jackson;
  requires transitive dev.strongroom;
  requires static org.jspecify;
  requires com.h2database;
  requires org.snakeyaml.engine;

  exports dev.strongroom.local;

  provides dev.strongroom.internal.local.LocalSupport with
      dev.strongroom.local.internal.LocalModule;
}
