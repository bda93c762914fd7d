package dev.sublet.api;

import dev.sublet.Problem;
import dev.sublet.ledger.LedgerException;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP API of one data folder. Thread-safe. */
public final class Api {
    public static final String BASE = "/api/v1";

    private static final String BEARER = "Bearer ";

    private final ApiSettings settings;
    private final Access access;
    private final Path uploads;
    private final List<Operation> operations;
    private final Idempotency idempotency = new Idempotency();

    /**
     * What the API is made of.
     *
     * @param terms the daemon's own files, for the calendar
     * @param data the folder whose ledger answers
     */
    public Api(
            ApiSettings settings,
            Access access,
            Function<Question, Answer> answers,
            Supplier<TermsTexts> terms,
            Clock clock,
            Path data) {
        this.settings = settings;
        this.access = access;
        uploads = Uploads.folder(data);
        Uploads.remove(uploads);
        operations = Operations.of(new Desk(answers), terms, clock, data);
    }

    public ApiSettings settings() {
        return settings;
    }

    public List<Operation> operations() {
        return operations;
    }

    /** Where the files of a call are put before it is answered; made if it is not there. */
    public Path uploads() {
        try {
            return Files.createDirectories(uploads);
        } catch (IOException e) {
            throw Problem.environment("cannot make folder " + uploads + " (" + e + "); check its permissions", e);
        }
    }

    /** Looks again at who may call. Blocks. */
    public void refreshAccess() {
        access.refresh();
    }

    /**
     * Who calls; empty without a token that is known. Quick.
     *
     * @param authorization the header's value
     */
    public Optional<Caller> caller(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? access.caller(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /**
     * Who calls, and that this caller may ask for the operation. Quick.
     *
     * @param authorization the header's value
     * @throws ApiProblem 401 or 403
     */
    public Caller admit(Operation operation, @Nullable String authorization) {
        Caller known = caller(authorization)
                .orElseThrow(() -> new ApiProblem(
                        401, "no known token came with this call; send one as Authorization: Bearer TOKEN"));
        operation.permit(known);
        return known;
    }

    /**
     * Answers a call that was admitted. Blocks.
     *
     * @throws ApiProblem when it cannot be answered
     */
    public Reply answer(Operation operation, ApiRequest request) {
        try {
            Call call = new Call(operation, request);
            String key = request.idempotencyKey();
            if (operation.body() != Body.JSON) {
                return operation.task().reply(call);
            }
            if (key == null) {
                if (Operations.needsKey(operation)) {
                    throw ApiProblem.wrong("the header Idempotency-Key is missing; send a new one, such as a UUID, so"
                            + " that a call that is sent again books once");
                }
                return operation.task().reply(call);
            }
            String whole = operation.id() + '\n' + request.path() + '\n' + request.query() + '\n' + request.body();
            return idempotency.once(
                    request.caller().name(), key, whole, () -> operation.task().reply(call));
        } catch (ReportException e) {
            throw ApiProblem.spoken(Desk.status(e.exitCode(), e.refusal()), e.getMessage());
        } catch (Problem e) {
            throw ApiProblem.spoken(Desk.status(e.exitCode(), null), String.valueOf(e.getMessage()));
        } catch (LedgerException e) {
            throw ApiProblem.spoken(503, String.valueOf(e.getMessage()));
        }
    }
}
