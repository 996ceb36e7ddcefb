package dev.strongroom.notebook;

import dev.strongroom.api.GetSecretValue;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.model.ServiceModel;
import java.util.List;
import java.util.Objects;

/** A second service of the tests: it speaks the query protocol, and reads secrets. */
public final class SealedNotesService implements AwsService {

  private static final Operation<GetSealedNote, GetSealedNote.Result, Notes> GET_SEALED_NOTE =
      Operation.read(
          GetSealedNote.class,
          new NoteLookup<>(GetSealedNote::secretId),
          (notes, request, call) -> {
            var secret = call.invoke(GetSecretValue.of(request.secretId()));
            var text = Objects.requireNonNull(secret.secretString()).text();
            return new GetSealedNote.Result(secret.name(), text.length());
          });

  @Override
  public String endpointPrefix() {
    return "sealednotes";
  }

  @Override
  public String displayName() {
    return "Sealed Notes";
  }

  @Override
  public Protocol protocol() {
    return new Protocol.Query("2026-01-01", "https://sealednotes.example/doc/2026-01-01/");
  }

  @Override
  public List<Operation<?, ?, ?>> operations() {
    return List.of(GET_SEALED_NOTE);
  }

  @Override
  public List<StateSlot<?>> slots() {
    return List.of();
  }

  @Override
  public ServiceModel model() {
    return ServiceModel.of("");
  }
}
