package dev.strongroom.junit;

import static dev.strongroom.junit.Kit.names;
import static dev.strongroom.junit.Kit.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** What {@link Secret} puts in, and for whom. */
class SecretTest {

  @Test
  void hasTextJsonBytesOrNoValueWithDescriptionAndTags() {
    Kit.runAndSucceed(EveryKind.class, 1);
  }

  @Test
  void mayHaveAKeyOfItsOwn() {
    Kit.runAndSucceed(UnderKeys.class, 2);
  }

  @Test
  void ofAMethodIsSeenByThisMethodOnly() {
    Kit.runAndSucceed(OnMethods.class, 2);
  }

  @Test
  void ofASuperclassOrAnInterfaceIsInherited() {
    Kit.runAndSucceed(Inheriting.class, 2);
  }

  @Test
  void maySitOnAnotherAnnotation() {
    Kit.runAndSucceed(Composed.class, 2);
  }

  @Test
  void ofAnOuterClassIsSeenInNestedClasses() {
    Kit.runAndSucceed(Outer.class, 5);
  }

  @Test
  void nestedClassOfASuperclassStartsFromTheSubclass() {
    Kit.runAndSucceed(WithInheritedNested.class, 1);
  }

  @Test
  void staticMemberClassIsATestClassOfItsOwn() {
    Kit.runAndSucceed(Outer.NotNested.class, 1);
  }

  @Test
  void regionAndAccountAreThoseOfTheNearestAnnotation() {
    Kit.runAndSucceed(Frankfurt.class, 2);
    Kit.runAndSucceed(Dublin.class, 1);
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(
      name = "text",
      string = "one",
      description = "A text",
      tags = {"team=payments", "pair=a=b", "empty="})
  @Secret(name = "json", json = "{\"password\": \"one\"}")
  @Secret(
      name = "bytes",
      binary = {1, (byte) 0xff})
  @Secret(name = "valueless")
  static class EveryKind {

    @Test
    void test(SecretsManagerClient secrets) {
      assertThat(value(secrets, "text")).isEqualTo("one");
      assertThat(value(secrets, "json")).isEqualTo("{\"password\": \"one\"}");
      assertThat(secrets.getSecretValue(r -> r.secretId("bytes")).secretBinary().asByteArray())
          .containsExactly(1, 0xff);
      assertThatThrownBy(() -> value(secrets, "valueless"))
          .isInstanceOf(ResourceNotFoundException.class);
      var described = secrets.describeSecret(r -> r.secretId("text"));
      assertThat(described.description()).isEqualTo("A text");
      assertThat(described.tags())
          .extracting(tag -> tag.key() + ": " + tag.value())
          .containsExactly("team: payments", "pair: a=b", "empty: ");
      assertThat(secrets.describeSecret(r -> r.secretId("json")).description()).isNull();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "card", string = "one", kmsKey = "alias/payments")
  @Secret(name = "iban", kmsKey = "alias/payments", replicas = "eu-west-1")
  @Secret(name = "other", string = "three")
  static class UnderKeys {

    @Test
    void secretsWithTheSameAliasShareAKey(SecretsManagerClient secrets, SecretsEmulator aws) {
      assertThat(value(secrets, "card")).isEqualTo("one");
      assertThat(keys(secrets)).containsExactly("alias/payments", "alias/payments", null);
      assertThat(aws.audit().of("CreateKey")).isEmpty(); // it is the template's
    }

    @Test
    @Secret(name = "z", string = "four", kmsKey = "alias/payments")
    void thatOfAMethodAsWell(SecretsManagerClient secrets, SecretsEmulator aws) {
      assertThat(keys(secrets))
          .containsExactly("alias/payments", "alias/payments", null, "alias/payments");
      assertThat(aws.audit().of("CreateKey")).isEmpty();
    }

    private static List<String> keys(SecretsManagerClient secrets) {
      return names(secrets).stream()
          .map(name -> secrets.describeSecret(r -> r.secretId(name)).kmsKeyId())
          .toList();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "class")
  static class OnMethods {

    @Test
    @Secret(name = "one")
    void one(SecretsManagerClient secrets) {
      assertThat(names(secrets)).containsExactly("class", "one");
    }

    @Test
    @Secret(name = "another")
    @Secret(name = "third")
    void another(SecretsManagerClient secrets) {
      assertThat(names(secrets)).containsExactly("another", "class", "third");
    }
  }

  @SecretsManagerTest
  @Secret(name = "superclass")
  abstract static class Super {

    @Test
    @Secret(name = "inherited-method")
    void inherited(SecretsManagerClient secrets) {
      assertThat(names(secrets))
          .containsExactly("class", "inherited-method", "interface", "superclass");
    }
  }

  @Secret(name = "interface")
  interface Role {}

  @Tag("fixture")
  @Secret(name = "class")
  static class Inheriting extends Super implements Role {

    @Test
    void own(SecretsManagerClient secrets) {
      assertThat(names(secrets)).containsExactly("class", "interface", "superclass");
    }
  }

  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @SecretsManagerTest(region = "eu-west-1")
  @Secret(name = "db", string = "one")
  @Secret(name = "key", string = "two")
  @interface CheckoutSecrets {}

  @Tag("fixture")
  @CheckoutSecrets
  static class Composed {

    @Test
    void test(SecretsManagerClient secrets, SecretsEmulator emulator) {
      assertThat(names(secrets)).containsExactly("db", "key");
      assertThat(emulator.administrator().region()).isEqualTo("eu-west-1");
    }

    @Nested
    @CheckoutSecrets
    class Again {

      @Test
      @CheckoutSecrets
      void equalAnnotationsAreOneSecret(SecretsManagerClient secrets) {
        assertThat(names(secrets)).containsExactly("db", "key");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "outer")
  static class Outer {

    @BeforeAll
    static void beforeAll(SecretsManagerClient template) {
      template.createSecret(r -> r.name("outer-before-all"));
    }

    @Test
    void seesNothingOfNestedClasses(SecretsManagerClient secrets) {
      assertThat(names(secrets)).containsExactly("outer", "outer-before-all");
    }

    @Nested
    @Secret(name = "inner")
    class Inner {

      @Test
      @Secret(name = "method")
      void seesAllAround(SecretsManagerClient secrets) {
        assertThat(names(secrets)).containsExactly("inner", "method", "outer", "outer-before-all");
      }

      @Nested
      @TestInstance(Lifecycle.PER_CLASS)
      class Innermost {

        @BeforeAll
        void beforeAll(SecretsManagerClient template) {
          assertThat(names(template)).containsExactly("inner", "outer", "outer-before-all");
          template.createSecret(r -> r.name("innermost"));
        }

        @Test
        void seesAllAround(SecretsManagerClient secrets) {
          assertThat(names(secrets))
              .containsExactly("inner", "innermost", "outer", "outer-before-all");
        }
      }

      @Nested
      class Sibling {

        @Test
        void seesNothingOfItsSibling(SecretsManagerClient secrets) {
          assertThat(names(secrets)).containsExactly("inner", "outer", "outer-before-all");
        }
      }
    }

    @Nested
    class WithoutSecrets {

      @Test
      void seesThoseAround(SecretsManagerClient secrets) {
        assertThat(names(secrets)).containsExactly("outer", "outer-before-all");
      }
    }

    @Tag("fixture")
    @SecretsManagerTest
    static class NotNested {

      @Test
      void startsEmpty(SecretsManagerClient secrets) {
        assertThat(names(secrets)).isEmpty();
      }
    }
  }

  abstract static class Base {

    @Nested
    class Inner {

      @Test
      void test(SecretsManagerClient secrets) {
        assertThat(names(secrets)).containsExactly("subclass");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "subclass")
  static class WithInheritedNested extends Base {}

  @Tag("fixture")
  @SecretsManagerTest(region = "eu-central-1", accountId = "111111111111")
  static class Frankfurt {

    @Test
    void test(SecretsManagerClient secrets) {
      assertThat(secrets.createSecret(r -> r.name("a")).arn())
          .startsWith("arn:aws:secretsmanager:eu-central-1:111111111111:secret:a-");
    }

    @Nested
    @SecretsManagerTest(region = "eu-central-1")
    class Inner {

      @Test
      void test(SecretsManagerClient secrets) {
        assertThat(secrets.createSecret(r -> r.name("a")).arn())
            .startsWith("arn:aws:secretsmanager:eu-central-1:111111111111:secret:a-");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(region = "eu-west-1")
  static class Dublin extends FrankfurtBase {

    @Test
    void test(SecretsEmulator emulator) {
      assertThat(emulator.administrator().region()).isEqualTo("eu-west-1");
    }
  }

  @SecretsManagerTest(region = "eu-central-1")
  abstract static class FrankfurtBase {}
}
