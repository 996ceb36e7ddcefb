package dev.strongroom.samples.kotlin

import dev.strongroom.SecretsEmulator
import dev.strongroom.api.RotationStep
import dev.strongroom.assertj.StrongroomAssertions.assertThat
import dev.strongroom.assertj.StrongroomAssertions.assertThatThrownBy
import dev.strongroom.fault.RotationFailure.When
import dev.strongroom.iam.Layer
import dev.strongroom.junit.As
import dev.strongroom.junit.FromSecret
import dev.strongroom.junit.RotationFails
import dev.strongroom.junit.Secret
import dev.strongroom.junit.SecretsManagerTest
import dev.strongroom.sdk.Clients
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient

data class Login(val username: String, val password: String, val port: Int = 5432)

@SecretsManagerTest
@Secret(name = "prod/db", json = """{"username":"app","password":"one"}""")
class CheckoutTest {

  @Test
  fun `a data class is read from a secret`(@FromSecret("prod/db") login: Login) {
    assertThat(login).isEqualTo(Login("app", "one"))
  }

  @Test
  fun `the application reads its secret`(secrets: SecretsManagerClient, aws: SecretsEmulator) {
    val value = secrets.getSecretValue { it.secretId("prod/db") }.secretString()

    assertThat(value).contains("one")
    assertThat(aws).secret("prod/db").hasJsonValue("password", "one")
    assertThat(aws).recorded("GetSecretValue").once()
  }

  @Test
  fun `an annotation says whose calls a client makes`(
      @As("role/stranger") secrets: SecretsManagerClient,
      aws: SecretsEmulator,
  ) {
    assertThatThrownBy { secrets.getSecretValue { it.secretId("prod/db") } }
        .hasMessageContaining("role/stranger is not authorized")

    assertThat(aws.audit().last().access()).deniedBy(Layer.IDENTITY_POLICY)
  }

  @Test
  fun `members named like keywords have another name`(aws: SecretsEmulator, clients: Clients) {
    val ann = aws.account("123456789012").user("ann").allow("secretsmanager:*")

    clients.actingAs(ann).inRegion(Region.EU_WEST_1).secretsManager().createSecret { it.name("a") }

    val arn = aws.audit().of("CreateSecret").by(ann.arn()).last().secretArn()
    assertThat(arn).contains(":eu-west-1:")
  }

  @Test
  @RotationFails(secret = "prod/db", step = RotationStep.SET_SECRET, `when` = When.AFTER)
  fun `a rotation fails after its step`(secrets: SecretsManagerClient, aws: SecretsEmulator) {
    val rotation = aws.rotation("prod/db").with { _, _ -> }

    secrets.rotateSecret { it.secretId("prod/db").rotationLambdaARN(rotation.lambdaArn()) }

    assertThat(rotation.timeline().failures()).singleElement().asString().contains("setSecret")
  }
}
