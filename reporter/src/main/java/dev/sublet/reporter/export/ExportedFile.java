package dev.sublet.reporter.export;

/** A file that an export wrote into its workspace. */
public record ExportedFile(ExportTable table, String file, long rows) {}
