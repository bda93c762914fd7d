package dev.sublet.reporter.question;

/** The receipts of a closed period, as files of an export's workspace. */
public record ReceiptsQuestion(String period, String workspace) implements Question {}
