package dev.sublet.simulator.slack.limits;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with one payload, in the words and with the pointers of Slack's {@code response_metadata.messages}. */
final class Findings {
    private static final int MAX = 50;

    private final List<String> messages = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();
    private final Surface surface;
    private int markdownCharacters;
    private int tables;
    private int focused;

    Findings(Surface surface) {
        this.surface = surface;
    }

    Surface surface() {
        return surface;
    }

    void add(String problem, String pointer) {
        if (messages.size() < MAX) {
            messages.add("[ERROR] " + problem + " [json-pointer:" + pointer + "]");
        }
    }

    /** False when another block of the payload has this id. */
    boolean firstBlock(String id) {
        return blockIds.add(id);
    }

    /** Markdown characters of the whole payload so far. */
    int addMarkdown(int characters) {
        markdownCharacters += characters;
        return markdownCharacters;
    }

    /** Tables of the whole payload so far. */
    int addTable() {
        return ++tables;
    }

    /** Elements so far that want the focus. */
    int addFocus() {
        return ++focused;
    }

    List<String> messages() {
        return List.copyOf(messages);
    }
}
