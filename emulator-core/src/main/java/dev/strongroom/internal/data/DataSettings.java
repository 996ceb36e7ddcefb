package dev.strongroom.internal.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an emulator keeps its data, and how.
 *
 * @param sync whether a write waits until it survives a power cut
 * @param keyFile the file of the key that encrypts the data; null for the key in the environment or
 *     in the directory itself
 */
public record DataSettings(Path directory, boolean sync, @Nullable Path keyFile) {}
