package dev.sublet.api;

import dev.sublet.Problem;
import dev.sublet.export.ExportWorkspace;
import dev.sublet.export.ReceiptsArchive;
import dev.sublet.reporter.question.ReceiptsQuestion;
import java.io.IOException;
import java.nio.file.Path;

/** The receipts of a closed period as a zip, the one that the command writes. */
final class ReceiptsTask implements Operation.Task {
    private final Desk desk;
    private final Path data;

    ReceiptsTask(Desk desk, Path data) {
        this.desk = desk;
        this.data = data;
    }

    @Override
    public Reply reply(Call call) {
        String period = call.path("period");
        ExportWorkspace workspace = ExportWorkspace.make(data);
        boolean handedOn = false;
        try {
            desk.ask(new ReceiptsQuestion(period, workspace.name()));
            Reply reply = Reply.file("application/zip", ReceiptsArchive.zip(workspace, period), workspace::close)
                    .with(
                            "Content-Disposition",
                            "attachment; filename=\"receipts-" + period.replaceAll("[^A-Za-z0-9.-]", "_") + ".zip\"");
            handedOn = true;
            return reply;
        } catch (IOException e) {
            throw Problem.environment("the receipts of " + period + " cannot be written (" + e + ")", e);
        } finally {
            if (!handedOn) {
                workspace.close();
            }
        }
    }
}
