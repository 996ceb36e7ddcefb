package dev.strongroom.notebook;

import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.engine.Paging;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.internal.engine.QuotaGroup;
import dev.strongroom.internal.engine.SlotEntries;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.model.ServiceModel;
import java.util.ArrayList;
import java.util.List;

/** A service that exists only in the tests: what it takes to add one. */
public final class NotebookService implements AwsService {

  static final StateSlot<Notes> NOTES =
      new StateSlot<>("notes", Notes.NONE, SlotEntries.whole(Notes.class, 1, Notes.NONE));

  private static final int PAGE = 10;

  private static final Operation<PutNote, PutNote.Result, Notes> PUT_NOTE =
      Operation.<PutNote, PutNote.Result, Notes>write(
              PutNote.class,
              new NoteLookup<>(PutNote::title),
              (notes, request, call) ->
                  new Outcome<>(
                      call.state()
                          .with(
                              NOTES,
                              call.place(),
                              new Notes(notes.byTitle().with(request.title(), request.text()))),
                      new PutNote.Result(NoteLookup.arn(request.title(), call))))
          .creating(PutNote.Result::arn)
          .conditionKeys((request, keys) -> keys.with("notebook:Title", request.title()))
          .quota(new QuotaGroup("notes", 5));

  private static final Operation<ListNotes, ListNotes.Result, Notes> LIST_NOTES =
      Operation.<ListNotes, ListNotes.Result, Notes>read(
              ListNotes.class,
              new NoteLookup<>(request -> null),
              (notes, request, call) -> list(notes, request))
          .paged(Paging.of(ListNotes.class, "maxResults", "nextToken", PAGE))
          .staleReadable();

  private static ListNotes.Result list(Notes notes, ListNotes request) {
    int max = request.maxResults() == null ? PAGE : request.maxResults();
    var titles = new ArrayList<String>();
    for (var entry : notes.byTitle().after(request.nextToken(), true)) {
      if (titles.size() == max) {
        return new ListNotes.Result(titles, titles.get(max - 1));
      }
      titles.add(entry.getKey());
    }
    return new ListNotes.Result(titles, null);
  }

  @Override
  public String endpointPrefix() {
    return "notebook";
  }

  @Override
  public String displayName() {
    return "Notebook";
  }

  @Override
  public Protocol protocol() {
    return new Protocol.AwsJson("Notebook_20260101");
  }

  @Override
  public List<Operation<?, ?, ?>> operations() {
    return List.of(PUT_NOTE, LIST_NOTES);
  }

  @Override
  public List<StateSlot<?>> slots() {
    return List.of(NOTES);
  }

  @Override
  public ServiceModel model() {
    return ServiceModel.of("");
  }
}
