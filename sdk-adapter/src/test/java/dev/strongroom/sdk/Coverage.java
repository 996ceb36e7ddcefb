package dev.strongroom.sdk;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** What the two sides have in common, and what only one of them has. */
final class Coverage {

  final Set<String> bound = new TreeSet<>();
  final Set<String> onlyInTheSdk = new TreeSet<>();
  final Set<String> onlyInTheCore = new TreeSet<>();

  Coverage() {}

  Coverage(Class<?> client) {
    for (var method : client.getMethods()) {
      if (AwsResponse.class.isAssignableFrom(method.getReturnType())
          && method.getParameterCount() == 1
          && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0])) {
        add(Operation.taking(method.getParameterTypes()[0]));
      }
    }
  }

  private void add(Operation<?, ?> operation) {
    var binding = operation.binding();
    if (binding == null) {
      onlyInTheSdk.add(operation.name());
      return;
    }
    bound.add(operation.name());
    add(operation.name() + " > ", binding.request());
    add(operation.name() + " < ", binding.response());
  }

  void add(String path, Shape<?> shape) {
    var components = new ArrayList<>(shape.components());
    for (var member : shape.members()) {
      var name = member.field().memberName();
      bound.add(path + name);
      components.remove(name.toLowerCase(Locale.ROOT));
      if (member.conversion().shape() != null) {
        add(path + name + ".", member.conversion().shape());
      }
    }
    components.forEach(name -> onlyInTheCore.add(path + name));
    shape.unbound().forEach(field -> onlyInTheSdk.add(path + field.memberName()));
  }
}
