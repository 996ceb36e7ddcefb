package dev.strongroom.internal.data;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import dev.strongroom.iam.Decision;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.Repair;
import dev.strongroom.internal.codec.Representation;
import java.util.List;

/**
 * A decision of the audit as it is kept on disk. Of a refusal everything is kept, of a grant only
 * the layer that grants: its explanation would cost more than the call.
 */
record KeptDecision(
    boolean allowed,
    Layer layer,
    boolean isExplicitDeny,
    String caller,
    String action,
    String resource,
    List<LayerResult> layers,
    List<Repair> repairs,
    String text)
    implements Decision {

  static final Representation<Decision, ?> REPRESENTATION =
      new Representation<>(
          Decision.class, KeptDecision.class, KeptDecision::of, decision -> decision);

  private record KeptError(ErrorCode code, String text) {}

  static final Representation<ServiceError, ?> ERRORS =
      new Representation<>(
          ServiceError.class,
          KeptError.class,
          error -> new KeptError(error.code(), error.text()),
          error -> error.code().error(error.text()));

  private static KeptDecision of(Decision decision) {
    if (decision instanceof KeptDecision kept) {
      return kept;
    }
    boolean allowed = decision.allowed();
    var granting = List.of(new LayerResult(decision.layer(), Outcome.ALLOW, List.of()));
    return new KeptDecision(
        allowed,
        decision.layer(),
        decision.isExplicitDeny(),
        decision.caller(),
        decision.action(),
        decision.resource(),
        allowed ? granting : decision.layers(),
        allowed ? List.of() : decision.repairs(),
        allowed
            ? "%s may %s on %s by its %s"
                .formatted(
                    decision.caller(), decision.action(), decision.resource(), decision.layer())
            : decision.toString());
  }

  @Override
  public LayerResult layer(Layer asked) {
    return layers.stream()
        .filter(result -> result.layer() == asked)
        .findAny()
        .orElse(new LayerResult(asked, Outcome.NOT_PRESENT, List.of()));
  }

  @Override
  public String toString() {
    return text;
  }
}
