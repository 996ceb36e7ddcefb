package dev.strongroom.notebook;

import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.NamedResource;
import dev.strongroom.internal.engine.ResourceLookup;
import dev.strongroom.internal.iam.Resource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How requests name notes: by title, or not at all. */
final class NoteLookup<Q> implements ResourceLookup<Q, Notes> {

  private final Function<Q, @Nullable String> title;

  NoteLookup(Function<Q, @Nullable String> title) {
    this.title = title;
  }

  static String arn(String title, Call call) {
    var caller = call.caller();
    return "arn:aws:notebook:" + caller.region() + ":" + caller.accountId() + ":note/" + title;
  }

  @Override
  public Notes find(Q request, Call call) {
    return call.state().in(NotebookService.NOTES, call.place());
  }

  @Override
  public List<AccessQuestion> questions(Q request, Notes notes, Asked asked, Call call) {
    var name = title.apply(request);
    var resource = name == null ? Resource.ANY : Resource.of(arn(name, call));
    var keys = call.globalConditionKeys();
    asked.conditionKeys().accept(keys);
    var context = keys.build();
    return asked.actions().stream()
        .map(action -> new AccessQuestion(action, resource, context, name))
        .toList();
  }

  @Override
  public List<NamedResource> named(Q request, Call call) {
    var name = title.apply(request);
    return name == null
        ? List.of()
        : List.of(new NamedResource(call.place(), name, name, arn(name, call)));
  }

  @Override
  public @Nullable String asSent(Q request) {
    return title.apply(request);
  }
}
