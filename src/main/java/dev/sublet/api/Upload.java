package dev.sublet.api;

import java.nio.file.Path;

/** A file that came with a request, and the name that its sender gave it. */
public record Upload(Path file, String name) {}
