package dev.sublet.ledger.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.LedgerException;
import java.util.Arrays;
import java.util.List;

/** The column {@code column_sums} of the table {@code sealed_file}: a JSON array of {@link ColumnSum}. */
public final class ColumnSums {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ColumnSums() {}

    public static String toJson(List<ColumnSum> sums) {
        try {
            return JSON.writeValueAsString(sums);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column sums are plain records", e);
        }
    }

    /**
     * The sums that {@link #toJson} wrote.
     *
     * @throws LedgerException when the text is something else
     */
    public static List<ColumnSum> parse(String json) {
        try {
            return Arrays.asList(JSON.readValue(json, ColumnSum[].class));
        } catch (JsonProcessingException e) {
            throw new LedgerException("sealed_file.column_sums holds something else than sums by column", e);
        }
    }
}
