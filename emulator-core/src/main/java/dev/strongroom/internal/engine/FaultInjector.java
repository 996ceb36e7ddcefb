package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.THROTTLING;

import dev.strongroom.api.Request;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.Quotas;
import dev.strongroom.internal.engine.OperationTable.Row;
import dev.strongroom.internal.fault.CallDescription;
import dev.strongroom.internal.fault.FaultEngine;
import dev.strongroom.internal.fault.FaultEngine.Written;
import dev.strongroom.internal.fault.ServiceOperations;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.time.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies quotas and faults to a call on its way through the engine. They count and strike beside
 * the state, which knows nothing of them.
 */
final class FaultInjector {

  /**
   * A call that may go on.
   *
   * @param request what is to be served, a shorter page perhaps
   * @param call the call, seeing perhaps the state as it was before writes that are hidden from it
   * @param emptyPage whether the answer is to be a page without entries
   */
  record Admission<Q>(Q request, Call call, boolean emptyPage) {}

  private final VirtualClock clock;
  private final Quotas quotas;
  private final RequestBuckets buckets;
  private final FaultEngine<Object> engine;

  FaultInjector(VirtualClock clock, Quotas quotas, List<AwsService> services) {
    this.clock = clock;
    this.quotas = quotas;
    this.buckets = new RequestBuckets(quotas, services);
    this.engine =
        FaultEngine.create(
            clock, () -> services.stream().map(FaultInjector::operations).toList(), quotas.isOn());
  }

  private static ServiceOperations operations(AwsService service) {
    return new ServiceOperations(
        service.endpointPrefix(),
        service.displayName(),
        names(service, operation -> true),
        names(service, Operation::isStaleReadable),
        names(service, Operation::isPaged));
  }

  private static Set<String> names(AwsService service, Predicate<Operation<?, ?, ?>> condition) {
    return service.operations().stream()
        .filter(condition)
        .map(Operation::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  Faults faults() {
    return engine.faults();
  }

  FaultEngine<Object> engine() {
    return engine;
  }

  Quotas quotas() {
    return quotas;
  }

  /**
   * Throttles a call, and lets faults strike before it.
   *
   * @param state the state as it is when it is asked for
   * @return null if nothing can strike it
   */
  <Q extends Request<R>, R extends Record> @Nullable Admission<Q> admit(
      Row<Q, R> row, Q request, Call call, Supplier<EmulatorState> state) {
    var paging = row.operation().paging();
    boolean paged = paging != null && paging.applies(request);
    var continued =
        paged ? Objects.requireNonNull(paging).afterEmptyPage(request, call.ids()) : null;
    boolean followsEmpty = continued != null;
    Q meant = continued == null ? request : continued;
    if (engine.isIdle() && buckets.isOff()) {
      return followsEmpty ? new Admission<>(meant, call, false) : null;
    }
    var named = row.operation().lookup().named(meant, call);
    var description = description(row, named, call);
    if (!buckets.isOff()
        && !buckets.admit(
            request.getClass(), description.accountId(), description.region(), clock.instant())) {
      throw THROTTLING.error("Rate exceeded"); // QUO-3
    }
    engine.beforeCall(description);
    var view = row.operation().isStaleReadable() ? view(row, named, paged, call, state) : null;
    var admitted =
        call.describedBy(description)
            .seeing(view == null ? state.get() : view, clock.instant()); // a delay may have passed
    var entries = paged ? engine.pageOf(description, followsEmpty) : null;
    if (entries == null) {
      return new Admission<>(meant, admitted, false);
    }
    boolean empty = entries == 0;
    if (empty && named.isEmpty()) { // nothing is read that is not returned
      admitted = admitted.seeing(withoutResources(row.service(), admitted), admitted.now());
    }
    return new Admission<>(
        empty ? meant : Objects.requireNonNull(paging).shortened(meant, entries), admitted, empty);
  }

  /** Lets faults strike before a call that another call makes. */
  <Q extends Request<R>, R extends Record> Call admitInner(Row<Q, R> row, Q request, Call call) {
    var outer = call.description();
    if (outer == null) {
      return call;
    }
    if (call.via() == null) {
      var named = row.operation().lookup().named(request, call);
      var description =
          description(row, named, call)
              .to(outer.service(), row.operation().name(), call.caller().region());
      engine.beforeCall(description);
      return call.describedBy(description);
    }
    var refusal =
        engine.beforeForwarded(
            outer.to(
                row.service().endpointPrefix(), row.operation().name(), call.caller().region()),
            call.result().delays::add);
    if (refusal != null) {
      throw refusal;
    }
    return call;
  }

  /** Notes what a write is about to replace, for reads that are to be stale. */
  <Q extends Request<R>, R extends Record> void committing(
      Row<Q, R> row, Q request, StateChange change, Call call) {
    if (call.description() == null) {
      return;
    }
    var service = row.service();
    var after = call.seeing(change.after(), call.now());
    for (var named : row.operation().lookup().named(request, after)) {
      var before = service.resource(change.before(), named.region(), named.name());
      if (!Objects.equals(before, service.resource(change.after(), named.region(), named.name()))) {
        engine.written(written(service, named.region(), named.name()), named.texts(), before);
      }
    }
  }

  /** Lets faults strike when a call is over, and returns its answer if that doesn't get lost. */
  <Q extends Request<R>, R extends Record> R answered(
      Row<Q, R> row, Q request, Admission<Q> admission, R result) {
    var description = admission.call().description();
    if (description != null) {
      engine.passTime(admission.call().result().delays);
      engine.afterCommit(description);
    }
    return admission.emptyPage()
        ? Objects.requireNonNull(row.operation().paging())
            .emptied(request, result, admission.call().ids())
        : result;
  }

  /** Lets the time pass that delays have collected for a call that is refused. */
  void afterRefusal(Call call) {
    engine.passTime(call.result().delays);
  }

  void forgetThePast() {
    engine.forgetThePast();
  }

  private static CallDescription description(Row<?, ?> row, List<NamedResource> named, Call call) {
    var caller = call.caller();
    var resources = new ArrayList<String>();
    named.forEach(resource -> resources.addAll(resource.texts()));
    return new CallDescription(
        row.service().endpointPrefix(),
        row.operation().name(),
        caller.accountId(),
        caller.region(),
        List.of(caller.principalArn(), Principal.parse(caller.principalArn()).policyArn()),
        resources,
        false);
  }

  /** The state as a read is to see it. */
  private EmulatorState view(
      Row<?, ?> row,
      List<NamedResource> named,
      boolean paged,
      Call call,
      Supplier<EmulatorState> state) {
    var service = row.service();
    boolean lists = named.isEmpty() && paged;
    var read =
        named.stream()
            .map(resource -> written(service, resource.region(), resource.name()))
            .collect(Collectors.toSet());
    var place = call.place();
    var past =
        engine.past(
            description(row, named, call),
            written ->
                lists
                    ? written.equals(written(service, place, written.name()))
                    : read.contains(written));
    var view = state.get();
    for (var entry : past.entrySet()) {
      var written = entry.getKey();
      view =
          service.withResource(
              view,
              new AccountRegion(written.accountId(), written.region()),
              written.name(),
              entry.getValue().orElse(null));
    }
    return view;
  }

  private static EmulatorState withoutResources(AwsService service, Call call) {
    var state = call.state();
    for (var slot : service.slots()) {
      state = emptied(state, slot, call.place());
    }
    return state;
  }

  private static <S extends RegionState> EmulatorState emptied(
      EmulatorState state, StateSlot<S> slot, AccountRegion region) {
    return state.with(slot, region, slot.empty());
  }

  private static Written written(AwsService service, AccountRegion region, String name) {
    return new Written(service.endpointPrefix(), region.accountId(), region.region(), name);
  }
}
