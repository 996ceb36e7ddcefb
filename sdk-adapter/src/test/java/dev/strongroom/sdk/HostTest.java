package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.endpoints.KmsEndpointProvider;
import software.amazon.awssdk.services.secretsmanager.endpoints.SecretsManagerEndpointProvider;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/** Which hosts the emulator is, and which ones a request may really go to. */
class HostTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "secretsmanager.us-east-1.amazonaws.com,                             EMULATED",
    "SecretsManager.us-east-1.amazonaws.com,                             EMULATED",
    "secretsmanager.us-east-1.amazonaws.com.,                            EMULATED",
    "secretsmanager-fips.us-east-1.amazonaws.com,                        EMULATED",
    "secretsmanager.us-east-1.api.aws,                                   EMULATED",
    "secretsmanager.cn-north-1.amazonaws.com.cn,                         EMULATED",
    "vpce-0a1b-c2.secretsmanager.us-east-1.vpce.amazonaws.com,           EMULATED",
    "kms.eu-central-1.amazonaws.com,                                     EMULATED",
    "kms-fips.us-gov-west-1.amazonaws.com,                               EMULATED",
    "sts.amazonaws.com,                                                  EMULATED",
    "sts.eu-west-1.amazonaws.com,                                        EMULATED",
    "localhost,                                                          LOCAL",
    "app.localhost,                                                      LOCAL",
    "localhost.localstack.cloud,                                         LOCAL",
    "s3.us-east-1.localhost.localstack.cloud,                            LOCAL",
    "host.docker.internal,                                               LOCAL",
    "host.containers.internal,                                            LOCAL",
    "localstack,                                                         LOCAL",
    "877019394,                                                          FOREIGN", // an address
    "0x34464202,                                                         FOREIGN",
    "10.999.1.1,                                                         FOREIGN",
    "10.1,                                                               FOREIGN",
    "::ffff:52.70.66.2,                                                  FOREIGN",
    "kms,                                                                LOCAL",
    "kms.localhost,                                                      LOCAL",
    "my-kms.us-east-1.amazonaws.com,                                     FOREIGN",
    "kms.us-east-1.vpce.api.aws,                                         EMULATED",
    "127.0.0.1,                                                          LOCAL",
    "127.9.8.7,                                                          LOCAL",
    "10.1.2.3,                                                           LOCAL",
    "172.16.0.1,                                                         LOCAL",
    "172.31.255.254,                                                     LOCAL",
    "192.168.1.1,                                                        LOCAL",
    "::1,                                                                LOCAL",
    "[::1],                                                              LOCAL",
    "0.0.0.0,                                                             LOCAL",
    "fd00::1,                                                             LOCAL",
    "[fd00::1],                                                           LOCAL",
    "[fd12:3456:789a:1::1],                                               LOCAL",
    "[fc00::1],                                                           LOCAL",
    "[fd00:ec2::254],                                                     FOREIGN",
    "[fd00:0ec2::254],                                                    FOREIGN",
    "[fe00::1],                                                           FOREIGN",
    "0.0.0.1,                                                             FOREIGN",
    "0.0.0.0.evil.example,                                                FOREIGN",
    "fd00.evil.example,                                                   FOREIGN",
    "host.containers.internal.evil.example,                               FOREIGN",
    "172.15.0.1,                                                         FOREIGN",
    "172.32.0.1,                                                         FOREIGN",
    "192.169.1.1,                                                        FOREIGN",
    "169.254.169.254,                                                    FOREIGN",
    "8.8.8.8,                                                            FOREIGN",
    "2001:db8::1,                                                        FOREIGN",
    "s3.us-east-1.amazonaws.com,                                         FOREIGN",
    "kms.s3.us-east-1.amazonaws.com,                                     FOREIGN",
    "kms.s3.amazonaws.com,                                               FOREIGN",
    "kms.s3-us-west-2.amazonaws.com,                                     FOREIGN",
    "ssm.us-east-1.amazonaws.com,                                        EMULATED",
    "cloudtrail.us-east-1.amazonaws.com,                                 EMULATED",
    "sqs.us-east-1.amazonaws.com,                                        FOREIGN",
    "secretsmanager.us-east-1.amazonaws.com.evil.example,                FOREIGN",
    "localhost.evil.example,                                             FOREIGN",
    "127.0.0.1.evil.example,                                             FOREIGN",
    "10.evil.example,                                                    FOREIGN",
    "example.com,                                                        FOREIGN",
  })
  void hostIsOfItsKind(String name, Host host) {
    assertThat(Host.of(name)).isEqualTo(host);
  }

  @Test
  void clientOfAnEmulatedServiceReachesItUnderAnyNameButALocalOne() {
    assertThat(Host.of("secrets.example.com", "secretsmanager")).isEqualTo(Host.EMULATED);
    assertThat(Host.of("203.0.113.9", "kms")).isEqualTo(Host.EMULATED);
    assertThat(Host.of("127.0.0.1", "kms")).isEqualTo(Host.LOCAL);
    assertThat(Host.of("kms.us-east-1.amazonaws.com", "s3")).isEqualTo(Host.EMULATED);
    assertThat(Host.of("secrets.example.com", "s3")).isEqualTo(Host.FOREIGN);
    assertThat(Host.of("secrets.example.com", null)).isEqualTo(Host.FOREIGN);
  }

  @ParameterizedTest(name = "FIPS {0}, dualstack {1}")
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void everyEndpointThatTheSdkResolvesIsEmulated(boolean fips, boolean dualstack) {
    var hosts = new TreeSet<String>();
    for (var region : Region.regions()) {
      hosts.add(
          host(
              () ->
                  SecretsManagerEndpointProvider.defaultProvider()
                      .resolveEndpoint(
                          p -> p.region(region).useFips(fips).useDualStack(dualstack))));
      hosts.add(
          host(
              () ->
                  KmsEndpointProvider.defaultProvider()
                      .resolveEndpoint(
                          p -> p.region(region).useFips(fips).useDualStack(dualstack))));
      hosts.add(
          host(
              () ->
                  StsEndpointProvider.defaultProvider()
                      .resolveEndpoint(
                          p -> p.region(region).useFips(fips).useDualStack(dualstack))));
    }

    hosts.remove(""); // what does not exist in a partition
    assertThat(hosts).hasSizeGreaterThan(30);
    assertThat(hosts).allMatch(host -> Host.of(host) == Host.EMULATED);
  }

  @SuppressWarnings("deprecation") // what replaces url() is missing in older SDKs
  private static String host(Supplier<CompletableFuture<Endpoint>> endpoint) {
    try {
      return endpoint.get().join().url().getHost();
    } catch (CompletionException notThere) {
      return "";
    }
  }
}
