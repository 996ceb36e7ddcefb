package dev.strongroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.Tag;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.seed.KeySeed;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SeedLoader;
import dev.strongroom.seed.SeedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CF-5: secrets and keys of CloudFormation, SAM and CDK templates. */
class TemplateTest {

  private static final Path RESOURCES = Path.of("src/test/resources/dev/strongroom/local");

  @TempDir Path folder;

  static List<SeedTable.Row> rows() {
    return Tables.rows("templates.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void templateIsReadOrRefusedWithItsPlaceAndWithoutItsValues(SeedTable.Row row) throws Exception {
    var file = write("template.yaml", row.text());

    if (row.isGood()) {
      assertThat(Seed.load(file)).isNotNull();
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Seed.load(file))
          .withMessage(
              file + ":" + row.message().replaceFirst("line ([0-9]+), column ([0-9]+)", "$1:$2"))
          .withMessageNotContaining("hunter2");
    }
  }

  @Test
  void conditionIsDecidedOnceHoweverOftenItIsNamed() throws Exception {
    var text = new StringBuilder("Conditions:\n  C0: {'Fn::Equals': [a, a]}\n");
    for (int i = 1; i <= 60; i++) {
      var before = "{Condition: C" + (i - 1) + "}";
      text.append("  C%d: {'Fn::And': [%s, %s]}\n".formatted(i, before, before));
    }
    text.append("Resources:\n  S: {Type: 'AWS::SecretsManager::Secret', Condition: C60}\n");

    assertThat(Seed.load(write("template.yaml", text.toString())).secrets()).hasSize(1);
  }

  @Test
  void textsThatDoubleAreRefused() throws Exception {
    var text = new StringBuilder("Resources:\n  S0: {Type: 'AWS::SecretsManager::Secret'}\n");
    for (int i = 1; i <= 60; i++) {
      text.append(
          "  S%1$d: {Type: 'AWS::SecretsManager::Secret', Properties: {Name: {'Fn::Sub': '${S%2$d}${S%2$d}'}}}\n"
              .formatted(i, i - 1));
    }
    var file = write("template.yaml", text.toString());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.load(file))
        .withMessageContaining("makes the template's texts longer than 16777216 characters");
  }

  @Test
  @DisplayName("CF-5: a template's functions, in short and in full, come to the same seed")
  void templateOfAShop() throws Exception {
    var loader =
        new SeedLoader()
            .in("111122223333", "eu-west-1")
            .stack("shop")
            .parameter("Stage", "prod")
            .target("Database", "localhost:54320");

    var seed = loader.load(RESOURCES.resolve("shop.yaml"));

    var inFull = loader.load(RESOURCES.resolve("shop.json"));
    assertThat(inFull.secrets()).isEqualTo(seed.secrets());
    assertThat(inFull.keys()).isEqualTo(seed.keys());
    assertThat(seed.account()).isEqualTo("111122223333");
    assertThat(seed.region()).isEqualTo("eu-west-1");
    assertThat(seed.secrets())
        .extracting(secret -> secret.name().replaceFirst("-[A-Za-z0-9]{12}$", "-<random>"))
        .containsExactly("prod/shop/db", "ApiKey-<random>", "Empty-<random>");
    var database = seed.secrets().get(0);
    assertThat(database.description()).isEqualTo("Login of shop in eu-west-1");
    assertThat(database.tags())
        .startsWith(new Tag("team", "shop"), new Tag("aws:cloudformation:stack-name", "shop"))
        .contains(new Tag("aws:cloudformation:logical-id", "DatabaseSecret"));
    assertThat(database.replicas()).extracting("region").containsExactly("eu-north-1");
    assertThat(database.rotation())
        .isEqualTo(
            new SecretSeed.Rotation(
                "arn:aws:lambda:eu-west-1:111122223333:function:shop-Rotation",
                new RotationRules(30L, "2h", null),
                false));
    assertThat(database.resourcePolicy())
        .contains(
            "arn:aws:iam::111122223333:role/shop-App",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/shop/db-"
                + database.arnSuffix());
    assertThat(seed.secrets().get(2).versions()).isEmpty();
    assertThat(seed.keys())
        .extracting(KeySeed::aliases)
        .containsExactly(List.of("alias/prod-shop"));
    assertThat(seed.notes())
        .extracting(note -> note.replaceFirst("^.*: ", ""))
        .containsExactlyInAnyOrder(
            "Resources.Rotation is a AWS::Serverless::Function, which is left out",
            "Resources.App is a AWS::IAM::Role, which is left out",
            "Resources.Database is a AWS::RDS::DBInstance, which is left out");
  }

  @Test
  @DisplayName("CF-5: a generated login is attached to its database")
  void loginOfADatabase() throws Exception {
    var aws = SecretsEmulator.builder().seed(shop()).build();

    var json =
        new ObjectMapper()
            .readTree(call(aws, GetSecretValue.of("test/shop/db")).secretString().text());

    assertThat(json.path("username").asText()).isEqualTo("shop");
    assertThat(json.path("password").asText()).matches("[^\"@/\\\\]{20}");
    assertThat(json.path("engine").asText()).isEqualTo("postgres");
    assertThat(json.path("host").asText()).isEqualTo("shop-database.us-east-1.rds.amazonaws.com");
    assertThat(json.path("port").intValue()).isEqualTo(5433);
    assertThat(json.path("dbname").asText()).isEqualTo("orders");
    assertThat(json.path("dbInstanceIdentifier").asText()).isEqualTo("shop-database");
  }

  @Test
  void emulatorKeepsWhatTheTemplateSays() throws Exception {
    var aws = SecretsEmulator.builder().seed(shop()).build();

    var described = call(aws, new DescribeSecret("test/shop/db"));
    var key = call(aws, new DescribeKey("alias/test-shop", null)).keyMetadata();

    assertThat(described.kmsKeyId()).isEqualTo(key.arn());
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(key.description()).isEqualTo("of shop");
  }

  @Test
  void stackHasTheSameNamesAndArnsInEachRun() throws Exception {
    var first = SecretsEmulator.builder().seed(shop()).build();
    var second = SecretsEmulator.builder().seed(shop()).build();

    assertThat(call(first, new DescribeSecret("test/shop/db")).arn())
        .isEqualTo(call(second, new DescribeSecret("test/shop/db")).arn());
    var other =
        new SeedLoader().stack("till").load(RESOURCES.resolve("shop.yaml")).secrets().get(1);
    assertThat(other.name()).isNotEqualTo(shop().secrets().get(1).name());
  }

  @Test
  void conditionsDecideWhatIsThere() throws Exception {
    var test = shop();
    var prod = new SeedLoader().parameter("Stage", "prod").load(RESOURCES.resolve("shop.yaml"));

    assertThat(test.secrets()).hasSize(2);
    assertThat(prod.secrets()).hasSize(3);
    assertThat(test.secrets().get(0).replicas()).isEmpty();
  }

  @Test
  void parameterThatTheTemplateLacksIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SeedLoader().parameter("Stag", "x").load(RESOURCES.resolve("shop.yaml")))
        .withMessageEndingWith("The template has no parameter 'Stag'; it has [Stage, Teams]");
  }

  @Test
  @DisplayName("CF-5: what the CDK synthesizes is read as it is")
  void outputOfTheCdk() throws Exception {
    var seed = Seed.load(RESOURCES.resolve("cdk.template.json"));

    assertThat(seed.secrets()).hasSize(2);
    assertThat(seed.secrets().get(0).name()).matches("LoginSecret[0-9A-F]{8}-[A-Za-z0-9]{12}");
    assertThat(seed.secrets().get(1).name()).isEqualTo("prod/token");
    assertThat(seed.keys()).hasSize(1);
    assertThat(seed.notes()).noneMatch(note -> note.contains("CDK::Metadata"));
    SecretsEmulator.builder().seed(seed).build().close();
  }

  private static Seed shop() throws IOException {
    return new SeedLoader().stack("shop").load(RESOURCES.resolve("shop.yaml"));
  }

  private static <Q extends Request<R>, R extends Record> R call(SecretsEmulator aws, Q request) {
    return aws.as(aws.administrator()).call(request);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void parametersAreRead() throws Exception {
    var seed =
        Seed.load(
            write(
                "template.yaml",
                """
                Resources:
                  Db: {Type: AWS::SecretsManager::Secret, Properties: {Name: prod/db}}
                  Topic: {Type: AWS::SNS::Topic}
                  Host:
                    Type: AWS::SSM::Parameter
                    Properties:
                      Name: /prod/host
                      Type: String
                      Value: !Sub host-${AWS::Region}
                      Description: where
                      Tags: {team: shop}
                  Secret:
                    Type: AWS::SSM::Parameter
                    Properties: {Type: String, Value: !Ref Db}
                  Copy:
                    Type: AWS::SSM::Parameter
                    Properties: {Name: copy, Type: !GetAtt Host.Type, Value: !Join ["", [!GetAtt Host.Value, "!", !Ref Host]]}
                  Elsewhere:
                    Type: AWS::SSM::Parameter
                    Properties: {Name: topic, Type: String, Value: !Ref Topic}
                """));

    assertThat(seed.parameters())
        .extracting(parameter -> parameter.name().replaceAll("-[A-Za-z0-9]{12}$", "-*"))
        .containsExactly("/prod/host", "CFN-Secret-*", "copy");
    var host = seed.parameters().get(0);
    assertThat(host.value().text()).isEqualTo("host-us-east-1");
    assertThat(host.description()).isEqualTo("where");
    assertThat(host.tags()).containsEntry("team", "shop");
    assertThat(seed.parameters().get(1).value().text())
        .startsWith("arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-");
    assertThat(seed.parameters().get(2).value().text()).isEqualTo("host-us-east-1!/prod/host");
    assertThat(seed.notes())
        .hasSize(2)
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("Resources.Elsewhere has a value that is not known here"));
  }
}
