package dev.strongroom.internal.service.iam;

import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.model.ServiceModel;
import java.util.List;

/**
 * AWS Identity and Access Management: the users, roles and policies of {@code account(...)}, which
 * decide access to all services, by AWS's API.
 */
public final class Iam implements AwsService {

  private static final ServiceModel MODEL = ServiceModel.named("iam").withoutValues();

  @Override
  public String endpointPrefix() {
    return "iam";
  }

  @Override
  public String displayName() {
    return "IAM";
  }

  @Override
  public Protocol protocol() {
    return new Protocol.Query("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");
  }

  @Override
  public List<Operation<?, ?, ?>> operations() {
    return IamOperations.ALL;
  }

  @Override
  public List<StateSlot<?>> slots() {
    return List.of(); // who exists and may do what is a part of the engine's state
  }

  @Override
  public ServiceModel model() {
    return MODEL;
  }
}
