package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The clients of the services that are emulated, each as a builder and one call. */
enum EmulatedService {
  SECRETS {
    @Override
    AwsClientBuilder<?, ?> builder() {
      return SecretsManagerClient.builder();
    }

    @Override
    Object call(Object client) {
      return ((SecretsManagerClient) client).listSecrets();
    }
  },
  SECRETS_ASYNC {
    @Override
    AwsClientBuilder<?, ?> builder() {
      return SecretsManagerAsyncClient.builder();
    }

    @Override
    Object call(Object client) {
      return ((SecretsManagerAsyncClient) client).listSecrets();
    }
  },
  KMS {
    @Override
    AwsClientBuilder<?, ?> builder() {
      return KmsClient.builder();
    }

    @Override
    Object call(Object client) {
      return ((KmsClient) client).listAliases();
    }
  },
  KMS_ASYNC {
    @Override
    AwsClientBuilder<?, ?> builder() {
      return KmsAsyncClient.builder();
    }

    @Override
    Object call(Object client) {
      return ((KmsAsyncClient) client).listAliases();
    }
  },
  STS {
    @Override
    AwsClientBuilder<?, ?> builder() {
      return StsClient.builder();
    }

    @Override
    Object call(Object client) {
      return ((StsClient) client).getCallerIdentity();
    }
  },
  STS_ASYNC {
    @Override
    AwsClientBuilder<?, ?> builder() {
      return StsAsyncClient.builder();
    }

    @Override
    Object call(Object client) {
      return ((StsAsyncClient) client).getCallerIdentity();
    }
  };

  abstract AwsClientBuilder<?, ?> builder();

  abstract Object call(Object client);

  /** Builds the client, makes the call, and returns what it throws, if anything. */
  Throwable failure(Consumer<AwsClientBuilder<?, ?>> http, Consumer<AwsClientBuilder<?, ?>> place) {
    var builder = builder();
    http.accept(builder);
    place.accept(builder);
    return failure(builder);
  }

  /** The same for a builder that is complete. */
  Throwable failure(AwsClientBuilder<?, ?> builder) {
    return catchThrowable(
        () -> {
          try (var client = (AutoCloseable) builder.build()) {
            if (call(client) instanceof CompletableFuture<?> future) {
              future.join();
            }
          }
        });
  }
}
