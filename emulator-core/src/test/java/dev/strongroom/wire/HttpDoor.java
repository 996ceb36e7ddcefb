package dev.strongroom.wire;

import static dev.strongroom.wire.Http.JSON;
import static dev.strongroom.wire.Http.json;
import static dev.strongroom.wire.Http.post;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.AwsModel;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.contract.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A way in by HTTP that takes names from the model; it shares nothing with what it tests. */
record HttpDoor(Function<HttpRequest, HttpResponse> api) implements Door {

  private static final AwsModel KMS = AwsModel.of("kms");
  private static final AwsModel SSM = AwsModel.of("ssm");

  @Override
  @SuppressWarnings("unchecked") // a request's own Result
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    boolean isOfKms = request.getClass().getPackageName().endsWith(".kms");
    boolean isOfSsm = request.getClass().getPackageName().endsWith(".ssm.api");
    var model = isOfKms ? KMS : isOfSsm ? SSM : AwsModel.SECRETS_MANAGER;
    var operation = model.operation(request.operation());
    var body = toJson(request, operation.required("input"), model).toString();
    var service = isOfKms ? "TrentService" : isOfSsm ? "AmazonSSM" : "secretsmanager";
    var answer = api.apply(post(service + "." + request.operation(), body));
    if (answer.status() != 200) {
      throw error(answer);
    }
    var said = answer.body().length == 0 ? JSON.createObjectNode() : json(answer);
    return (R) fromJson(said, Http.resultOf(request.getClass()));
  }

  private static ServiceError error(HttpResponse answer) {
    var body = json(answer);
    var code =
        Arrays.stream(ErrorCode.values())
            .filter(each -> each.wireName().equals(body.required("__type").textValue()))
            .findAny()
            .orElseThrow(() -> new AssertionError(body));
    var text = body.has("Message") ? body.get("Message") : body.path("message"); // KR-1: or neither
    return code.error(text.asText("")).answering(answer.headers().get("x-amzn-RequestId").get(0));
  }

  private static JsonNode toJson(Object value, JsonNode reference, AwsModel model) {
    if (value instanceof SecretValue secret) {
      return JSON.getNodeFactory()
          .textNode(
              secret.isText() ? secret.text() : Base64.getEncoder().encodeToString(secret.bytes()));
    }
    if (value instanceof Blob blob) {
      return JSON.getNodeFactory().textNode(Base64.getEncoder().encodeToString(blob.bytes()));
    }
    if (value instanceof Instant instant) {
      return JSON.getNodeFactory().numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }
    if (value instanceof List<?> list) {
      var array = JSON.createArrayNode();
      var element = model.shapeOf(reference).required("member");
      list.forEach(each -> array.add(toJson(each, element, model)));
      return array;
    }
    if (value instanceof Record structure) {
      var object = JSON.createObjectNode();
      for (var member : model.shapeOf(reference).required("members").properties()) {
        var said = component(member.getKey(), structure);
        if (said != null) {
          object.set(member.getKey(), toJson(said, member.getValue(), model));
        }
      }
      return object;
    }
    return JSON.valueToTree(value);
  }

  private static Object component(String member, Record structure) {
    for (var component : structure.getClass().getRecordComponents()) {
      if (component.getName().equalsIgnoreCase(member)) {
        try {
          return component.getAccessor().invoke(structure);
        } catch (ReflectiveOperationException impossible) {
          throw new LinkageError("a public accessor", impossible);
        }
      }
    }
    return null;
  }

  private static Object fromJson(JsonNode node, Type type) {
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        var list = new ArrayList<>();
        node.forEach(each -> list.add(fromJson(each, arguments[0])));
        return list;
      }
      var map = new LinkedHashMap<String, Object>();
      node.properties()
          .forEach(entry -> map.put(entry.getKey(), fromJson(entry.getValue(), arguments[1])));
      return map;
    }
    if (type == Instant.class) {
      var milliseconds = new BigDecimal(node.asText()).movePointRight(3);
      return Instant.ofEpochMilli(milliseconds.longValueExact());
    }
    if (type == Blob.class) {
      return Blob.of(binary(node));
    }
    if (((Class<?>) type).isRecord()) {
      return recordOf(node, (Class<?>) type);
    }
    return JSON.convertValue(node, (Class<?>) type);
  }

  private static Object recordOf(JsonNode object, Class<?> type) {
    var components = type.getRecordComponents();
    var values = new Object[components.length];
    for (var member : object.properties()) {
      for (int i = 0; i < components.length; i++) {
        if (components[i].getName().equalsIgnoreCase(member.getKey())) {
          values[i] = memberOf(member, components[i]);
        }
      }
    }
    try {
      return type.getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException incomplete) {
      throw new LinkageError(type + " from members " + object.properties(), incomplete);
    }
  }

  private static Object memberOf(Map.Entry<String, JsonNode> member, RecordComponent component) {
    var node = member.getValue();
    if (component.getType() != SecretValue.class) {
      return fromJson(node, component.getGenericType());
    }
    return member.getKey().equals("SecretBinary")
            || component.getDeclaringRecord().getPackageName().endsWith(".kms")
        ? SecretValue.ofBinary(binary(node))
        : SecretValue.ofText(node.textValue());
  }

  private static byte[] binary(JsonNode node) {
    try {
      return node.binaryValue();
    } catch (IOException noBase64) {
      throw new UncheckedIOException(noBase64);
    }
  }
}
