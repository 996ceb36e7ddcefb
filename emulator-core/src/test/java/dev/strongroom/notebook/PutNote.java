package dev.strongroom.notebook;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Writes a note. */
public record PutNote(String title, @Nullable String text) implements Request<PutNote.Result> {

  public record Result(String arn) {}
}
