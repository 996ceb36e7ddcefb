package dev.strongroom.internal.engine;

import dev.strongroom.api.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The operations of all services of one emulator. */
final class OperationTable {

  /**
   * An operation and its service.
   *
   * @param eventSource the service as the audit names it
   */
  record Row<Q extends Request<R>, R extends Record>(
      AwsService service, Operation<Q, R, ?> operation, String eventSource) {

    Row(AwsService service, Operation<Q, R, ?> operation) {
      this(service, operation, service.eventSource());
    }

    /** Refuses what is wrong whatever the state, and notes in the call how far it has come. */
    void check(Q request, Call call) {
      service.model().check(request);
      call.result().modelled = true;
      operation.check(request);
      call.result().checked = true;
    }
  }

  private final List<AwsService> services;
  private final Map<Class<?>, Row<?, ?>> byRequest = new ConcurrentHashMap<>();

  OperationTable(List<AwsService> services) {
    this.services = List.copyOf(services);
  }

  List<AwsService> services() {
    return services;
  }

  /**
   * Returns the row of a request.
   *
   * @throws IllegalArgumentException if no service has such an operation
   */
  @SuppressWarnings("unchecked") // a row's types are those of its class
  <Q extends Request<R>, R extends Record> Row<Q, R> of(Q request) {
    var row = byRequest.get(request.getClass());
    if (row == null) { // most emulators are asked for few operations, and of few services
      row = find(request);
      byRequest.put(request.getClass(), row);
    }
    return (Row<Q, R>) row;
  }

  private Row<?, ?> find(Request<?> request) {
    for (var service : services) {
      var operation = service.operation(request.operation());
      if (operation != null && operation.type() == request.getClass()) { // names are not unique
        return new Row<>(service, operation);
      }
    }
    throw new IllegalArgumentException(
        request.operation() + " is not an operation of this emulator");
  }
}
