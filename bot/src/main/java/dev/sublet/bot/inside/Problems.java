package dev.sublet.bot.inside;

import dev.sublet.bot.release.ReleaseException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;

/** What could not be applied, while the rest could. Not thread-safe. */
final class Problems {
    private static final int NAMED_MAX = 3;
    private static final int LINE_MAX = 300;
    private final List<String> lines = new ArrayList<>();
    private boolean willBeDefined;

    void add(String line) {
        lines.add(line.length() <= LINE_MAX ? line : line.substring(0, LINE_MAX) + "…");
    }

    /** One that ends by itself, when a kind that is on its way is there. */
    void addUntilDefined(String line) {
        add(line);
        willBeDefined = true;
    }

    boolean willBeDefined() {
        return willBeDefined;
    }

    /** Does it; an answer of the server that refuses just this is a problem, an unreachable server is thrown. */
    void attempt(String what, Runnable doing) {
        try {
            doing.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() < 400 || e.getCode() >= 500 || e.getCode() == 401 || e.getCode() == 429) {
                throw e;
            }
            String text = e.getStatus() == null || e.getStatus().getMessage() == null
                    ? String.valueOf(e.getMessage())
                    : e.getStatus().getMessage();
            add(what + ": " + text.lines().findFirst().orElse("refused"));
        } catch (ReleaseException e) {
            add(what + ": " + e.getMessage());
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String text() {
        String named = String.join("; ", lines.subList(0, Math.min(NAMED_MAX, lines.size())));
        return lines.size() > NAMED_MAX ? named + "; and " + (lines.size() - NAMED_MAX) + " more" : named;
    }
}
