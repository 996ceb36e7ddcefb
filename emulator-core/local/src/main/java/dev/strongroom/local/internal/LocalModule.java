package dev.strongroom.local.internal;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.data.DataSettings;
import dev.strongroom.internal.data.EntryStore;
import dev.strongroom.internal.local.FunctionLimits;
import dev.strongroom.internal.local.LocalSupport;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.local.AgentEndpoint;
import dev.strongroom.local.internal.data.DirectoryStore;
import dev.strongroom.local.internal.data.SnapshotFile;
import dev.strongroom.local.internal.function.FunctionPlace;
import dev.strongroom.local.internal.template.Template;
import dev.strongroom.local.internal.yaml.YamlTree;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.SeedLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** What the core finds by ServiceLoader. */
public final class LocalModule implements LocalSupport {

  @Override
  public SeedNode yaml(String text, String file) {
    return YamlTree.parse(text, file);
  }

  @Override
  public SeedNode.Mapping template(SeedNode.Mapping template, SeedLoader loader) {
    return Template.seed(template, loader);
  }

  @Override
  public EntryStore data(DataSettings settings) {
    return DirectoryStore.open(settings, System.getenv());
  }

  @Override
  public void writeSnapshot(Path file, Consumer<EntryStore> work) {
    SnapshotFile.write(file, work, System.getenv());
  }

  @Override
  public EntryStore readSnapshot(Path file) {
    return SnapshotFile.open(file, System.getenv());
  }

  @Override
  public RotationFunction function(FunctionSeed function, FunctionLimits limits) {
    return FunctionPlace.open(function, limits);
  }

  @Override
  public RunningAgent agent(SecretsEmulator aws, AgentRequest settings) throws IOException {
    var builder =
        AgentEndpoint.of(aws)
            .caller(settings.caller())
            .token(settings.token())
            .ttl(Duration.ofSeconds(settings.ttlSeconds()));
    var agent = (settings.isLambdaExtension() ? builder.lambdaExtension() : builder).start();
    return new RunningAgent() {
      @Override
      public URI uri() {
        return agent.uri();
      }

      @Override
      public void close() {
        agent.close();
      }
    };
  }
}
