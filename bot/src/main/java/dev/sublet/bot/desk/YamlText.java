package dev.sublet.bot.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Objects as people write them in YAML. Stateless. */
final class YamlText {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private YamlText() {}

    /** A document with its separator. */
    static String of(Object object) {
        try {
            return YAML.writeValueAsString(new ObjectMapper().readTree(Serialization.asJson(object)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the client can write can be read", e);
        }
    }
}
