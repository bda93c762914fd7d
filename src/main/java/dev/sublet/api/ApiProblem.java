package dev.sublet.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.table.Json;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a call gets no answer: an HTTP status, and one line that says what, which value and what to do (RFC 9457). */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");
    private static final Pattern HYPHEN = Pattern.compile("-([a-z])");

    private final int status;
    private final String detail;

    public ApiProblem(int status, String detail) {
        super(detail);
        this.status = status;
        this.detail = detail;
    }

    static ApiProblem wrong(String detail) {
        return new ApiProblem(400, detail);
    }

    /** Of a line that was written for the command line: its options are this side's fields. */
    static ApiProblem spoken(int status, String line) {
        Matcher options = OPTION.matcher(line);
        return new ApiProblem(
                status,
                options.replaceAll(match -> HYPHEN.matcher(match.group(1))
                                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT)))
                        .strip()
                        .replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }

    public int status() {
        return status;
    }

    /** The body, as {@code application/problem+json}. */
    public String json(String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "about:blank");
        body.put("title", title());
        body.put("status", status);
        body.put("detail", detail);
        body.put("instance", "urn:sublet:request:" + requestId);
        return Json.write(body);
    }

    private String title() {
        return switch (status) {
            case 400 -> "Wrong use";
            case 401 -> "Unknown caller";
            case 403 -> "Not allowed";
            case 404 -> "Not there";
            case 405 -> "Wrong method";
            case 408 -> "Too slow";
            case 409 -> "Conflict";
            case 413 -> "Too large";
            case 415 -> "Wrong kind of body";
            case 422 -> "Cannot be answered";
            case 429 -> "Too many at once";
            case 503 -> "Not available";
            default -> status < 500 ? "Wrong use" : "Failed";
        };
    }
}
