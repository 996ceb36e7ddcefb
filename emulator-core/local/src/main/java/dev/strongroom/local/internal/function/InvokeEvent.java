package dev.strongroom.local.internal.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.strongroom.rotation.RotationEvent;

/** What a rotation function is invoked with, as Lambda hands it over (ROT-18). */
final class InvokeEvent {

  private InvokeEvent() {}

  static String json(RotationEvent event) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Step", event.step().wireName())
        .put("SecretId", event.secretId())
        .put("ClientRequestToken", event.clientRequestToken())
        .put("RotationToken", event.rotationToken())
        .toString();
  }
}
