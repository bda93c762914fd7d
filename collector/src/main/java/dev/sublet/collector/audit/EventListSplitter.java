package dev.sublet.collector.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where each item of an EventList begins and ends without looking into it, so that what is wrong inside one costs
 * the others nothing. When the text breaks off, the items before that are kept.
 */
final class EventListSplitter {
    /** Only to keep one item's nesting from ending the list; each item is read with a much lower bound. */
    private static final int NESTING_MAX = 1_000_000;

    private static final JsonFactory LENIENT = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** @param trouble why not everything could be split, or null; {@code rest} is then what is left */
    record Split(List<String> items, @Nullable String trouble, String rest) {}

    private EventListSplitter() {}

    static Split split(String body, int itemsMax) {
        List<String> items = new ArrayList<>();
        int done = 0;
        try (JsonParser parser = LENIENT.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Split(items, "the body is no EventList", body);
            }
            boolean found = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isItems = parser.currentName().equals("items");
                JsonToken value = parser.nextToken();
                if (!isItems || value != JsonToken.START_ARRAY) {
                    found |= isItems && value == JsonToken.VALUE_NULL;
                    parser.skipChildren();
                    continue;
                }
                found = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (items.size() >= itemsMax) {
                        return new Split(
                                items,
                                "more than " + itemsMax + " events in one call; raise audit.batchEventsMax",
                                body.substring(done));
                    }
                    int from = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    if (parser.currentToken() == null) {
                        return new Split(items, "the body breaks off", body.substring(from));
                    }
                    parser.finishToken();
                    done = (int) parser.currentLocation().getCharOffset();
                    items.add(body.substring(from, done));
                }
            }
            return new Split(items, found ? null : "the body is no EventList: it has no items", found ? "" : body);
        } catch (IOException e) {
            return new Split(items, "the body breaks off or is no JSON", body.substring(done));
        }
    }
}
