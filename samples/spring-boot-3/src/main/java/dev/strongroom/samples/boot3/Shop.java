package dev.strongroom.samples.boot3;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** An application that is configured by one secret and reads another when it needs it. */
@SpringBootApplication
class Shop {

  private final String databasePassword;
  private final SecretsManagerClient secrets;

  Shop(@Value("${database.password}") String databasePassword, SecretsManagerClient secrets) {
    this.databasePassword = databasePassword;
    this.secrets = secrets;
  }

  String databasePassword() {
    return databasePassword;
  }

  String partnerKey() {
    return secrets.getSecretValue(request -> request.secretId("partner-key")).secretString();
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Shop.class, arguments);
  }
}
