package dev.strongroom.notebook;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the titles of notes. */
public record ListNotes(@Nullable Integer maxResults, @Nullable String nextToken)
    implements Request<ListNotes.Result> {

  public record Result(List<String> titles, @Nullable String nextToken) {}
}
