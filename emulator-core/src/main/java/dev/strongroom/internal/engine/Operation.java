package dev.strongroom.internal.engine;

import dev.strongroom.api.Request;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.time.Ids;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of a service's table: everything that the emulator knows of an operation.
 *
 * @param <T> what the operation's {@link ResourceLookup} finds
 */
public final class Operation<Q extends Request<R>, R extends Record, T> {

  /** Carries an operation out on what was found. */
  public interface Handler<Q, R, T> {
    /**
     * Returns the next state and the result.
     *
     * @throws dev.strongroom.api.ServiceError if it is refused; then nothing has changed
     */
    Outcome<R> carryOut(T target, Q request, Call call);
  }

  /** Answers a read from what was found. */
  public interface Reader<Q, R, T> {
    R read(T target, Q request, Call call);
  }

  private final Class<Q> type;
  private final boolean readOnly;
  private final ResourceLookup<? super Q, T> lookup;
  private final Handler<Q, R, T> handler;
  private Consumer<Q> check = request -> {};
  private Function<Q, List<String>> furtherActions = request -> List.of();
  private BiConsumer<Q, RequestContext.Builder> conditionKeys = (request, keys) -> {};
  private @Nullable Function<R, @Nullable String> createdArn;
  private @Nullable QuotaGroup quota;
  private @Nullable Paging<Q, R> paging;
  private @Nullable BiFunction<Q, Ids, ? extends @Nullable Object> preparation;
  private List<String> refused = List.of();
  private boolean staleReadable;
  private @Nullable List<String> ownAction; // of the only service that has this row

  private Operation(
      Class<Q> type,
      boolean readOnly,
      ResourceLookup<? super Q, T> lookup,
      Handler<Q, R, T> handler) {
    this.type = type;
    this.readOnly = readOnly;
    this.lookup = lookup;
    this.handler = handler;
  }

  /** Returns a row of an operation that changes nothing. */
  public static <Q extends Request<R>, R extends Record, T> Operation<Q, R, T> read(
      Class<Q> type, ResourceLookup<? super Q, T> lookup, Reader<Q, R, T> reader) {
    return new Operation<>(
        type,
        true,
        lookup,
        (target, request, call) -> {
          var result = reader.read(target, request, call);
          return new Outcome<>(call.state(), result);
        });
  }

  /** Returns a row of an operation that may change the state. */
  public static <Q extends Request<R>, R extends Record, T> Operation<Q, R, T> write(
      Class<Q> type, ResourceLookup<? super Q, T> lookup, Handler<Q, R, T> handler) {
    return new Operation<>(type, false, lookup, handler);
  }

  /** Adds the operation's own rules on its parameters, which are checked before any look-up. */
  public Operation<Q, R, T> checking(Consumer<Q> rules) {
    return with(copy -> copy.check = rules);
  }

  /** Adds the IAM actions, without prefix, that a request needs besides the operation's own. */
  public Operation<Q, R, T> alsoNeeding(Function<Q, List<String>> actions) {
    return with(copy -> copy.furtherActions = actions);
  }

  /** Adds the condition keys that a request's parameters set. */
  public Operation<Q, R, T> conditionKeys(BiConsumer<Q, RequestContext.Builder> keys) {
    return with(copy -> copy.conditionKeys = keys);
  }

  /** Names the resource that the operation has created, for the audit. */
  public Operation<Q, R, T> creating(Function<R, @Nullable String> arn) {
    return with(copy -> copy.createdArn = arn);
  }

  /** Limits the rate at which an account may call the operation in a Region. */
  public Operation<Q, R, T> quota(QuotaGroup group) {
    return with(copy -> copy.quota = group);
  }

  /** Says that the operation answers in pages. */
  public Operation<Q, R, T> paged(Paging<Q, R> pages) {
    return with(copy -> copy.paging = pages);
  }

  /**
   * Adds what a write makes before it takes its turn, because that takes long; it draws from {@link
   * Ids#keyPairSeed} only.
   */
  public Operation<Q, R, T> preparing(BiFunction<Q, Ids, ? extends @Nullable Object> slowPart) {
    return with(copy -> copy.preparation = slowPart);
  }

  /** Names the members that change what a request means, and are not emulated. */
  public Operation<Q, R, T> refusing(String... members) {
    return with(copy -> copy.refused = List.of(members));
  }

  /** Says that reads by this operation may be eventually consistent. */
  public Operation<Q, R, T> staleReadable() {
    return with(copy -> copy.staleReadable = true);
  }

  private Operation<Q, R, T> with(Consumer<Operation<Q, R, T>> change) {
    var copy = new Operation<Q, R, T>(type, readOnly, lookup, handler);
    copy.check = check;
    copy.furtherActions = furtherActions;
    copy.conditionKeys = conditionKeys;
    copy.createdArn = createdArn;
    copy.quota = quota;
    copy.paging = paging;
    copy.preparation = preparation;
    copy.refused = refused;
    copy.staleReadable = staleReadable;
    change.accept(copy);
    return copy;
  }

  /** Returns the request's type, whose simple name is the operation's. */
  public Class<Q> type() {
    return type;
  }

  public String name() {
    return type.getSimpleName();
  }

  public boolean isReadOnly() {
    return readOnly;
  }

  /** Returns the members that are refused by name. */
  public List<String> refusedMembers() {
    return refused;
  }

  public boolean isStaleReadable() {
    return staleReadable;
  }

  public boolean isPaged() {
    return paging != null;
  }

  public @Nullable QuotaGroup quota() {
    return quota;
  }

  ResourceLookup<? super Q, T> lookup() {
    return lookup;
  }

  private ResourceLookup.Asked asked(Q request, Call call) {
    var prefix = call.service().iamPrefix();
    var own = ownAction;
    if (own == null) {
      own = List.of(prefix + ":" + name());
      ownAction = own; // any thread makes the same
    }
    var further = furtherActions.apply(request);
    var actions =
        further.isEmpty()
            ? own
            : Stream.concat(own.stream(), further.stream().map(name -> prefix + ":" + name))
                .toList();
    return new ResourceLookup.Asked(actions, keys -> conditionKeys.accept(request, keys));
  }

  /** Returns the resources that a request names. */
  public List<NamedResource> named(Q request, Call call) {
    return lookup.named(request, call);
  }

  @Nullable Paging<Q, R> paging() {
    return paging;
  }

  @Nullable BiFunction<Q, Ids, ? extends @Nullable Object> preparation() {
    return preparation;
  }

  void check(Q request) {
    check.accept(request);
  }

  /** Finds what a request is about, checks access to it, and carries the operation out. */
  Outcome<R> carryOut(Q request, Call call) {
    var target = lookup.find(request, call);
    call.result().found = target;
    for (var question : lookup.questions(request, target, asked(request, call), call)) {
      call.permit(question);
    }
    return handler.carryOut(target, request, call);
  }

  /** Returns the ARN that the audit shows; null if there is none. */
  @SuppressWarnings("unchecked") // what was found is what this look-up has found
  @Nullable String auditedArn(Q request, @Nullable R result, Call call) {
    if (createdArn != null) {
      return result == null ? null : createdArn.apply(result);
    }
    var found = (T) call.result().found;
    return lookup.arn(found == null ? lookup.find(request, call) : found, call);
  }
}
