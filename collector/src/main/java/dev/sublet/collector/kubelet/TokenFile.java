package dev.sublet.collector.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A ServiceAccount's token, read again at each use since the kubelet that mounts it replaces it. Thread-safe. */
public final class TokenFile implements Supplier<@Nullable String> {
    private final Path file;

    public TokenFile(Path file) {
        this.file = file;
    }

    @Override
    public String get() {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("token file " + file + " cannot be read", e);
        }
    }
}
