package dev.sublet.reporter.question;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.rate.UnitRate;
import dev.sublet.reporter.rate.UnitRates;
import dev.sublet.reporter.table.Json;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unit rates on their way from one process to another: whole numbers travel as texts. Stateless. */
public final class RatesAnswer {
    private RatesAnswer() {}

    static Answer of(LedgerReader reader, RatesQuestion asked, Terms terms) {
        return Answer.of(write(UnitRates.of(reader, terms, asked.cluster(), asked.fromS(), asked.toS())));
    }

    private static String write(UnitRates rates) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("cluster", rates.cluster());
        root.put("currency", rates.currency());
        root.put("at", rates.at().toString());
        for (UnitRate rate : rates.rates()) {
            ObjectNode object = root.withArray("rates").addObject();
            object.put("fromS", rate.fromS());
            object.put("toS", rate.toS());
            object.put("core", rate.core().toString());
            object.put("gib", rate.gib().toString());
            object.put("storageGib", text(rate.storageGib()));
            object.put("loadBalancer", text(rate.loadBalancer()));
        }
        rates.notes().forEach(root.putArray("notes")::add);
        return Json.write(root);
    }

    /** The rates that an answer to a {@link RatesQuestion} holds. */
    public static UnitRates read(Answer answer) {
        try {
            JsonNode root = new ObjectMapper().readTree(answer.text());
            List<UnitRate> rates = new ArrayList<>();
            for (JsonNode each : root.path("rates")) {
                rates.add(new UnitRate(
                        each.path("fromS").longValue(),
                        each.path("toS").longValue(),
                        new BigInteger(each.path("core").asText()),
                        new BigInteger(each.path("gib").asText()),
                        number(each.path("storageGib")),
                        number(each.path("loadBalancer"))));
            }
            List<String> notes = new ArrayList<>();
            root.path("notes").forEach(note -> notes.add(note.asText()));
            return new UnitRates(
                    root.path("cluster").asText(),
                    root.path("currency").asText(),
                    Instant.parse(root.path("at").asText()),
                    rates,
                    notes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer to a question of rates is JSON", e);
        }
    }

    private static @Nullable String text(@Nullable BigInteger number) {
        return number == null ? null : number.toString();
    }

    private static @Nullable BigInteger number(JsonNode text) {
        return text.isTextual() ? new BigInteger(text.asText()) : null;
    }
}
