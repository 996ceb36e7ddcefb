package dev.strongroom.internal.service;

import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.service.cloudtrail.CloudTrail;
import dev.strongroom.internal.service.iam.Iam;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.internal.service.ssm.Ssm;
import dev.strongroom.internal.service.sts.Sts;
import java.util.ArrayList;
import java.util.List;

/** The list of services that every emulator has. */
public final class BuiltInServices {

  private BuiltInServices() {}

  /** Returns the built-in services, and further ones. */
  public static List<AwsService> and(
      SecretsManager secretsManager, Kms kms, List<AwsService> further) {
    var services =
        new ArrayList<AwsService>(
            List.of(secretsManager, kms, new Sts(), new Iam(), new Ssm(), new CloudTrail()));
    services.addAll(further);
    return List.copyOf(services);
  }

  /** Returns all that the built-in services store. */
  public static List<StateSlot<?>> slots() {
    return List.of(SecretsManager.SECRETS, Kms.KEYS, Ssm.PARAMETERS);
  }
}
