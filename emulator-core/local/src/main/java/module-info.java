/** What an emulator needs beyond a test: seeds in YAML and from CloudFormation templates. */
module dev.strongroom.local {
  requires transitive dev.strongroom;
  requires static org.jspecify;
  requires org.snakeyaml.engine;

  provides dev.strongroom.internal.local.LocalSupport with
      dev.strongroom.local.internal.LocalModule;
}
