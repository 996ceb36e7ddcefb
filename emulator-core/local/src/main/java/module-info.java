/** What an emulator needs beyond a test: data that stay, seeds in YAML and from templates. */
module dev.strongroom.local {
  requires transitive dev.strongroom;
  requires static org.jspecify;
  requires com.h2database;
  requires org.snakeyaml.engine;

  provides dev.strongroom.internal.local.LocalSupport with
      dev.strongroom.local.internal.LocalModule;
}
