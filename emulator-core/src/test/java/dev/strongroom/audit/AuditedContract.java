package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Contract;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Secrets;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Tests of what the core tells about calls, by several principals. */
public abstract class AuditedContract extends Contract {

  protected static final Caller ANN = caller("arn:aws:iam::123456789012:user/team/ann");
  protected static final Caller STRANGER =
      new Caller(
              "222222222222",
              "us-east-1",
              "arn:aws:sts::222222222222:assumed-role/app/session-1",
              Map.of())
          .with("aws:SourceIp", "203.0.113.9")
          .with("aws:SourceVpce", "vpce-1a2b3c")
          .with("aws:userid", "AROAEXAMPLE:session-1");

  protected Secrets as(Caller caller) {
    return as(aws, caller);
  }

  /** A user may do everything; anybody else what the test allowed. */
  protected static Secrets as(SecretsEmulator emulator, Caller caller) {
    var user = caller.principalArn().split(":user/", 2);
    if (user.length == 2) {
      emulator.account(caller.accountId()).user(user[1]).allow("secretsmanager:*", "*");
    }
    return new Secrets(new CoreDoor(emulator, caller));
  }

  /** A call that is refused, for whatever reason. */
  protected static void isRefused(ThrowingCallable call) {
    assertThat(catchThrowableOfType(ServiceError.class, call)).isNotNull();
  }

  protected static Caller caller(String principalArn) {
    return new Caller("123456789012", "us-east-1", principalArn, Map.of());
  }
}
