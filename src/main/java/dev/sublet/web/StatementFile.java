package dev.sublet.web;

import dev.sublet.api.ApiProblem;
import dev.sublet.api.Reply;
import dev.sublet.api.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement as the reporter writes it: a page for the printer, or a file. */
final class StatementFile implements Page {
    private static final Set<String> FORMATS = Set.of("html", "pdf", "xlsx", "csv", "json");
    private static final String STYLE = "<style>";

    private final Facts facts;
    private final Clock clock;

    StatementFile(Facts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public String path() {
        return "/statement/{format}";
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public PageReply answer(PageRequest request) {
        String format = request.path("format");
        if (!FORMATS.contains(format)) {
            throw new ApiProblem(
                    404, "A statement is there as " + String.join(", ", new java.util.TreeSet<>(FORMATS)) + ".");
        }
        Months month = Months.of(request.field("month"), clock);
        Map<String, @Nullable String> query = new HashMap<>();
        query.put("month", month.toString());
        query.put("costCenter", Scope.of(request).costCenter());
        query.put("format", format);
        Reply reply = facts.reply(request.caller(), "getStatement", query);
        if (!format.equals("html")) {
            return PageReply.file(reply.contentType(), "statement-" + month + "." + format, reply.content());
        }
        return new PageReply(
                200,
                Map.of(
                        "Content-Type",
                        "text/html; charset=utf-8",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src " + ofStyle(reply.content()) + "; frame-ancestors 'none'"),
                reply.content());
    }

    /** The one style that the document may have: its own. */
    private static String ofStyle(byte[] html) {
        String text = new String(html, StandardCharsets.UTF_8);
        int from = text.indexOf(STYLE);
        int to = text.indexOf("</style>");
        if (from < 0 || to < from) {
            return "'none'";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.substring(from + STYLE.length(), to).getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
