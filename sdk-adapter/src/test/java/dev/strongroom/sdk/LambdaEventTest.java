package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SecretsManagerRotationEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.strongroom.api.RotationStep;
import dev.strongroom.rotation.RotationEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as handlers get them, compared with what Lambda's own Java runtime makes of them. */
@SuppressWarnings("VariableNameSameAsType") // as it happens to be
class LambdaEventTest {

  private static final RotationEvent EVENT =
      new RotationEvent(RotationStep.CREATE_SECRET, "arn:the-secret", "token", "MARKER");

  @Test
  @DisplayName("ROT-18: the event is an object of four texts")
  void json() {
    assertThat(new String(LambdaEvent.json(EVENT), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"Step":"createSecret","SecretId":"arn:the-secret",\
            "ClientRequestToken":"token","RotationToken":"MARKER"}""");
  }

  /** Handlers of one input each; what they do does not matter here. */
  abstract static class Takes<I> implements RequestHandler<I, Void> {
    @Override
    public Void handleRequest(I input, Context context) {
      return null;
    }
  }

  static class Texts extends Takes<Map<String, String>> {}

  static class Objects extends Takes<Map<String, Object>> {}

  static class AnyObject extends Takes<Object> {}

  static class AHashMap extends Takes<HashMap<String, String>> {}

  static class ListOfMaps extends Takes<List<Map<String, String>>> {}

  static class AwsEvent extends Takes<SecretsManagerRotationEvent> {}

  static class ASubclassOfAwsEvent extends Takes<ASubclassOfAwsEvent.Input> {
    public static class Input extends SecretsManagerRotationEvent {}
  }

  static class LowerCaseProperties extends Takes<LowerCaseProperties.Input> {
    public static class Input {
      private String step;
      private String secretId;

      public String getStep() {
        return step;
      }

      public void setStep(String value) {
        step = value;
      }

      public String getSecretId() {
        return secretId;
      }

      public void setSecretId(String value) {
        secretId = value;
      }
    }
  }

  static class PublicFields extends Takes<PublicFields.Input> {
    @SuppressWarnings("MemberName") // as the event has them
    public static class Input {
      public String Step;
      public String SecretId;
      public String secretId;
    }
  }

  static class FieldsWithAccessors extends Takes<FieldsWithAccessors.Input> {
    @SuppressWarnings("MemberName")
    public static class Input {
      private String Step;

      public String getStep() {
        return Step;
      }

      public void setStep(String value) {
        Step = value;
      }
    }
  }

  static class Annotated extends Takes<Annotated.Input> {
    public static class Input {
      @JsonProperty("SecretId")
      public String id;
    }
  }

  static class AnEnumOfSteps extends Takes<AnEnumOfSteps.Input> {
    @SuppressWarnings("MemberName")
    public static class Input {
      public Step Step;
      public Other SecretId;
    }

    public enum Step {
      createSecret
    }

    public enum Other {
      OTHER
    }
  }

  static class TextAsList extends Takes<TextAsList.Input> {
    @SuppressWarnings("MemberName")
    public static class Input {
      public List<String> Step;
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Texts.class,
        Objects.class,
        AnyObject.class,
        AHashMap.class,
        ListOfMaps.class,
        AwsEvent.class,
        ASubclassOfAwsEvent.class,
        LowerCaseProperties.class,
        PublicFields.class,
        FieldsWithAccessors.class,
        Annotated.class,
        AnEnumOfSteps.class,
        TextAsList.class
      })
  void inputsAreReadAsLambdaReadsThem(Class<? extends Takes<?>> handler) throws Exception {
    var input = LambdaEvent.inputOf(handler.getDeclaredConstructor().newInstance()).read(EVENT);

    assertThat(input)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(lambdas(handler).fromJson(json(EVENT)));
  }

  @Test
  void awsOwnClassIsFilled() {
    var input = LambdaEvent.inputOf(new AwsEvent()).read(EVENT);

    assertThat(input.getStep()).isEqualTo("createSecret");
    assertThat(input.getSecretId()).isEqualTo("arn:the-secret");
    assertThat(input.getClientRequestToken()).isEqualTo("token");
    assertThat(input.getRotationToken()).isEqualTo("MARKER");
  }

  @Test
  void whatLambdaLeavesEmptyIsEmptyHere() {
    assertThat(LambdaEvent.inputOf(new LowerCaseProperties()).read(EVENT).getSecretId()).isNull();
    assertThat(LambdaEvent.inputOf(new Annotated()).read(EVENT).id).isNull();
  }

  static class Text extends Takes<String> {}

  static class ANumber extends Takes<Integer> {}

  static class AStream extends Takes<InputStream> {}

  static class TextAsNumber extends Takes<TextAsNumber.Input> {
    @SuppressWarnings("MemberName")
    public static class Input {
      public int RotationToken;
    }
  }

  static class NoConstructor extends Takes<NoConstructor.Input> {
    public static class Input {
      @SuppressWarnings("unused")
      public Input(String step) {}
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Text.class, ANumber.class, AStream.class, TextAsNumber.class, NoConstructor.class})
  void whatLambdaCannotReadIsRefusedWithoutTheToken(Class<? extends Takes<?>> handler)
      throws Exception {
    var input = LambdaEvent.inputOf(handler.getDeclaredConstructor().newInstance());

    assertThatThrownBy(() -> lambdas(handler).fromJson(json(EVENT)))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> input.read(EVENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContainingAll(handler.getName(), "take a Map<String, String>")
        .hasMessageNotContaining("MARKER");
  }

  @Test
  void aHandlerThatDoesNotSayItsInputIsRefused() {
    RequestHandler<Map<String, String>, Void> expression = (input, context) -> null;

    assertThatThrownBy(() -> RotationFunctions.lambda(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("does not say its input type", "write a class");
  }

  private static InputStream json(RotationEvent event) {
    return new ByteArrayInputStream(LambdaEvent.json(event));
  }

  /** The runtime's choice (EventHandlerLoader of aws-lambda-java-runtime-interface-client). */
  private static PojoSerializer<?> lambdas(Class<? extends Takes<?>> handler) {
    var input = ((ParameterizedType) handler.getGenericSuperclass()).getActualTypeArguments()[0];
    return input instanceof Class<?> type
            && LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(input);
  }
}
