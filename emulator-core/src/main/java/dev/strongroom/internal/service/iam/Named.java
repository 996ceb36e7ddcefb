package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.NO_SUCH_ENTITY;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.Group;
import dev.strongroom.internal.iam.Identity;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a request names.
 *
 * @param arn its ARN, also if there is no such thing
 * @param asSent how AWS's texts name it
 */
record Named(Kind kind, String name, String arn, String asSent) {

  /** Returns the role or user; null if there is none. */
  @Nullable Identity found(Call call) {
    return call.state().iam().identities().get(arn);
  }

  /**
   * Returns the role or user.
   *
   * @throws dev.strongroom.api.ServiceError if there is none
   */
  Identity identity(Call call) {
    return required(found(call));
  }

  /**
   * Returns the group.
   *
   * @throws dev.strongroom.api.ServiceError if there is none
   */
  Group group(Call call) {
    return required(call.state().iam().groups().get(arn));
  }

  private <T> T required(@Nullable T found) {
    if (found == null) { // IAMAPI-5
      throw NO_SUCH_ENTITY.error("The " + kind.word() + " with name " + name + " cannot be found.");
    }
    return found;
  }

  /** Returns the state with the role or user changed. */
  <R extends Record> Outcome<R> change(Call call, UnaryOperator<Identity> change, R result) {
    var principal = identity(call).principal();
    return new Outcome<>(
        call.state().changingIam(iam -> iam.withIdentity(principal, change)), result);
  }
}
