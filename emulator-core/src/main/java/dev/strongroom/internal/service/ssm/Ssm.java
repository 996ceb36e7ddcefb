package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.INTERNAL_SERVER_ERROR;
import static dev.strongroom.api.ErrorCode.INVALID_FILTER_VALUE;
import static dev.strongroom.api.ErrorCode.INVALID_PAGE_TOKEN;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.DueEvent;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.Paging;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.internal.engine.QuotaGroup;
import dev.strongroom.internal.engine.RegionState.Due;
import dev.strongroom.internal.engine.StateChange;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.model.ServiceModel;
import dev.strongroom.internal.service.ssm.api.AddTagsToResource;
import dev.strongroom.internal.service.ssm.api.DeleteParameter;
import dev.strongroom.internal.service.ssm.api.DeleteParameters;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.internal.service.ssm.api.GetParametersByPath;
import dev.strongroom.internal.service.ssm.api.LabelParameterVersion;
import dev.strongroom.internal.service.ssm.api.ListTagsForResource;
import dev.strongroom.internal.service.ssm.api.PutParameter;
import dev.strongroom.internal.service.ssm.api.RemoveTagsFromResource;
import dev.strongroom.internal.service.ssm.api.UnlabelParameterVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** AWS Systems Manager, as far as it is Parameter Store. */
public final class Ssm implements AwsService {

  /** The parameters of each account and Region. */
  public static final StateSlot<RegionParameters> PARAMETERS =
      new StateSlot<>("parameters", RegionParameters.NONE, new ParameterEntries());

  private static final ServiceModel MODEL = ServiceModel.named("ssm");
  private static final QuotaGroup RATE = new QuotaGroup("parameters", 40); // SSM-27

  /** Made when an operation is first called, which few processes do. */
  private static final class Table {
    static final List<Operation<?, ?, ?>> OPERATIONS =
        List.of(
            Operation.read(
                    GetParameter.class, ParameterLookup.byName(GetParameter::name), Reading::get)
                .checking(Reading::check)
                .quota(RATE),
            Operation.read(
                    GetParameters.class,
                    new ParameterLookup<>(GetParameters::names),
                    Reading::getAll)
                .quota(RATE),
            Operation.read(
                    GetParametersByPath.class,
                    ParameterLookup.byPath(GetParametersByPath::path),
                    Listing::byPath)
                .checking(Listing::check)
                .conditionKeys(
                    (request, keys) ->
                        keys.with("ssm:Recursive", Boolean.TRUE.equals(request.recursive())))
                .paged(
                    Paging.of(GetParametersByPath.class, "maxResults", "nextToken", Listing.PAGE)),
            Operation.write(
                    PutParameter.class, ParameterLookup.byName(PutParameter::name), Putting::put)
                .checking(Ssm::check)
                .alsoNeeding(
                    request ->
                        request.tags() == null || request.tags().isEmpty()
                            ? List.of()
                            : List.of("AddTagsToResource"))
                .conditionKeys(Ssm::conditionKeys)
                .quota(RATE),
            Operation.write(
                DeleteParameter.class,
                ParameterLookup.byName(DeleteParameter::name),
                Putting::delete),
            Operation.write(
                DeleteParameters.class,
                new ParameterLookup<>(DeleteParameters::names),
                Putting::deleteAll),
            Operation.read(DescribeParameters.class, ParameterLookup.inRegion(), Listing::describe)
                .checking(Listing::check)
                .paged(
                    Paging.of(DescribeParameters.class, "maxResults", "nextToken", Listing.PAGE)),
            Operation.read(
                    GetParameterHistory.class,
                    ParameterLookup.byName(GetParameterHistory::name),
                    Listing::history)
                .paged(
                    Paging.of(
                        GetParameterHistory.class,
                        "maxResults",
                        "nextToken",
                        Listing.HISTORY_PAGE)),
            Operation.write(
                LabelParameterVersion.class,
                ParameterLookup.byName(LabelParameterVersion::name),
                Labelling::label),
            Operation.write(
                UnlabelParameterVersion.class,
                ParameterLookup.byName(UnlabelParameterVersion::name),
                Labelling::unlabel),
            Operation.write(
                    AddTagsToResource.class,
                    ParameterLookup.byName(AddTagsToResource::resourceId),
                    ParameterTags::add)
                .checking(request -> ParameterTags.requireParameter(request.resourceType()))
                .conditionKeys(
                    (request, keys) -> ParameterTags.conditionKeys(request.tags(), keys)),
            Operation.write(
                    RemoveTagsFromResource.class,
                    ParameterLookup.byName(RemoveTagsFromResource::resourceId),
                    ParameterTags::remove)
                .checking(request -> ParameterTags.requireParameter(request.resourceType()))
                .conditionKeys((request, keys) -> keys.with("aws:TagKeys", request.tagKeys())),
            Operation.read(
                    ListTagsForResource.class,
                    ParameterLookup.byName(ListTagsForResource::resourceId),
                    ParameterTags::list)
                .checking(request -> ParameterTags.requireParameter(request.resourceType())));
  }

  private @Nullable SsmEvents events;

  /** Returns the accounts and Regions that have, or had, parameters. */
  public static List<AccountRegion> places(EmulatorState state) {
    return state.all(PARAMETERS).map(Map.Entry::getKey).toList();
  }

  private static void check(PutParameter request) {
    if (Boolean.TRUE.equals(request.overwrite())
        && request.tags() != null
        && !request.tags().isEmpty()) { // SSM-10
      throw VALIDATION.error(
          "Invalid request: tags and overwrite can't be used together. To create a parameter with"
              + " tags, please remove overwrite flag. To update tags for an existing parameter,"
              + " please use AddTagsToResource or RemoveTagsFromResource.");
    }
    ParameterValues.check(request);
  }

  private static void conditionKeys(PutParameter request, RequestContext.Builder keys) { // SSM-21
    keys.with("ssm:Overwrite", Boolean.TRUE.equals(request.overwrite()))
        .with("ssm:Policies", request.policies() != null);
    ParameterTags.conditionKeys(request.tags() == null ? List.of() : request.tags(), keys);
  }

  @Override
  public String endpointPrefix() {
    return "ssm";
  }

  @Override
  public String displayName() {
    return "Systems Manager";
  }

  @Override
  public Protocol protocol() {
    return new Protocol.AwsJson("AmazonSSM");
  }

  @Override
  public List<Operation<?, ?, ?>> operations() {
    return Table.OPERATIONS;
  }

  @Override
  public List<StateSlot<?>> slots() {
    return List.of(PARAMETERS);
  }

  @Override
  public ServiceModel model() {
    return MODEL;
  }

  @Override
  public String messageMember(ErrorCode code) {
    return code == INTERNAL_SERVER_ERROR
            || code == INVALID_FILTER_VALUE
            || code == INVALID_PAGE_TOKEN
        ? "Message"
        : "message";
  }

  @Override
  public boolean answersEmptyObjects() { // its model has an output for every operation
    return true;
  }

  @Override
  public ErrorCode internalError() {
    return INTERNAL_SERVER_ERROR;
  }

  @Override
  public AwsService fork() {
    return new Ssm();
  }

  @Override
  public void attach(Engine engine) {
    events = new SsmEvents(engine);
  }

  private SsmEvents events() {
    return Objects.requireNonNull(events, "attached");
  }

  @Override
  public <Q extends Request<R>, R extends Record> void recordConsequences(
      StateChange change, Operation<Q, R, ?> operation, Q request, Call call) {
    for (var named : operation.named(request, call)) {
      var before = change.before().in(PARAMETERS, named.region()).byName().get(named.name());
      var after = change.after().in(PARAMETERS, named.region()).byName().get(named.name());
      events().changed(named.region(), before, after, operation.name(), call.now());
    }
  }

  @Override
  public EmulatorState settled(EmulatorState state, Instant now) { // SSM-25
    var next = state;
    for (var region : state.dueIn(PARAMETERS, Due.VISIBLE)) {
      var parameters = next.in(PARAMETERS, region);
      for (var due : parameters.due(now)) {
        parameters = applied(parameters, due, now, region);
      }
      next = next.with(PARAMETERS, region, parameters);
    }
    return next;
  }

  @Override
  public Stream<DueEvent> dueEvents(EmulatorState state, Instant now) {
    return state
        .all(PARAMETERS)
        .flatMap(
            region ->
                region
                    .getValue()
                    .byName()
                    .values()
                    .flatMap(parameter -> parameter.dueEvents(region.getKey())));
  }

  /** Returns the parameters after the policies of one that are due; expired, it is gone. */
  private RegionParameters applied(
      RegionParameters parameters, StoredParameter due, Instant now, AccountRegion region) {
    var policies =
        due.newest().policies().stream()
            .filter(policy -> !policy.done() && !now.isBefore(policy.at()))
            .sorted(Comparator.comparing(ParameterPolicy::at))
            .toList();
    policies.forEach(policy -> events().applied(region, due, policy));
    if (policies.stream().anyMatch(policy -> policy.type().equals(ParameterPolicy.EXPIRATION))) {
      return parameters.without(due.name());
    }
    return parameters.with(
        due.withNewest(
            version ->
                version.withPolicies(
                    policy -> policies.contains(policy) ? policy.applied() : policy)));
  }
}
