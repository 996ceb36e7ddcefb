package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.client.config.AwsClientOption;
import software.amazon.awssdk.core.client.builder.SdkDefaultClientBuilder;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.regions.Region;

/**
 * The settings that a client builder of the SDK was given; the SDK keeps them in a protected field.
 */
record BuilderSettings(SdkClientConfiguration configuration) {

  static BuilderSettings of(AwsClientBuilder<?, ?> builder) {
    if (!(builder instanceof SdkDefaultClientBuilder)) {
      throw new IllegalArgumentException(
          "Transports.attach takes a builder that the SDK made, such as"
              + " SecretsManagerClient.builder(), but this is a "
              + builder.getClass().getName());
    }
    try {
      var field = SdkDefaultClientBuilder.class.getDeclaredField("clientConfiguration");
      field.setAccessible(true);
      return new BuilderSettings(((SdkClientConfiguration.Builder) field.get(builder)).build());
    } catch (ReflectiveOperationException | RuntimeException otherVersion) {
      throw new IllegalStateException(
          "This version of the SDK does not show whether the builder has a Region and credentials:"
              + " set both, and httpClient(Transports.of(emulator)), in place of Transports.attach",
          otherVersion);
    }
  }

  private boolean hasRegion() {
    return configuration.option(AwsClientOption.AWS_REGION) != null;
  }

  @SuppressWarnings("deprecation") // the only option before SDK 2.21
  private boolean hasCredentials() {
    if (configuration.option(AwsClientOption.CREDENTIALS_PROVIDER) != null) {
      return true;
    }
    try {
      return configuration.option(AwsClientOption.CREDENTIALS_IDENTITY_PROVIDER) != null;
    } catch (NoSuchFieldError older) {
      return false;
    }
  }

  <B extends AwsClientBuilder<B, ?>> B attach(B builder, SecretsEmulator aws) {
    if (builder instanceof AwsSyncClientBuilder<?, ?> sync) {
      sync.httpClientBuilder(null); // the SDK takes one or the other
      sync.httpClient(Transports.of(aws));
    } else if (builder instanceof AwsAsyncClientBuilder<?, ?> async) {
      async.httpClientBuilder(null);
      async.httpClient(Transports.async(aws));
    }
    if (!hasRegion()) {
      builder.region(Region.of(aws.administrator().region()));
    }
    if (!hasCredentials()) {
      builder.credentialsProvider(RealClients.CREDENTIALS);
    }
    return builder;
  }
}
