package dev.sublet.reporter.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Reads YAML with numbers exactly as they are written. Stateless. */
public final class YamlText {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private YamlText() {}

    /**
     * The whole file as one entry whose dates are midnights of UTC. Otherwise as {@link #read(String, String, ZoneId)}.
     */
    public static Entry read(String yaml, String title) {
        return read(yaml, title, ZoneOffset.UTC);
    }

    /**
     * The whole file as one entry.
     *
     * @param zone of the midnights that dates mean
     * @param title what the file is and its name, such as {@code price book prices.yaml}
     * @throws EntryException when it is not YAML or not a mapping
     */
    public static Entry read(String yaml, String title, ZoneId zone) {
        Entry root = new Entry(title, "", tree(yaml, title), zone);
        root.requireMap();
        return root;
    }

    private static JsonNode tree(String yaml, String title) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            String what = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new EntryException(title + place + " is not valid YAML: " + what + "; correct it", e);
        }
    }
}
