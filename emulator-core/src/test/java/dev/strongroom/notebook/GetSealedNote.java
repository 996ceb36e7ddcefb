package dev.strongroom.notebook;

import dev.strongroom.api.Request;

/** Reads a note whose text is the value of a secret. */
public record GetSealedNote(String secretId) implements Request<GetSealedNote.Result> {

  public record Result(String title, int letters) {}
}
