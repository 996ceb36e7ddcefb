package dev.strongroom.fault;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Secrets;

/** Calls of the emulator itself by any caller. */
final class Doors {

  private Doors() {}

  static Secrets of(SecretsEmulator aws, Caller caller) {
    return new Secrets(new CoreDoor(aws, caller));
  }

  static Secrets administrator(SecretsEmulator aws) {
    return of(aws, aws.administrator());
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // one request of any operation
  static Record execute(SecretsEmulator aws, Caller caller, Request<?> request) {
    return (Record) aws.execute(caller, (Request) request).result();
  }

  /** What the administrator gets: "ok", the error's code, or what became of the connection. */
  static String outcome(SecretsEmulator aws, Request<?> request) {
    return outcome(aws, aws.administrator(), request);
  }

  static String outcome(SecretsEmulator aws, Caller caller, Request<?> request) {
    try {
      execute(aws, caller, request);
      return "ok";
    } catch (ServiceError refusal) {
      return refusal.code().wireName();
    } catch (ConnectionFailure failure) {
      return failure.kind().name();
    }
  }
}
