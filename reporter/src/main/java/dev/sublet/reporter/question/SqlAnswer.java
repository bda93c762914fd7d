package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.DamagedException;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.query.QueryResult;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a SELECT as a table. */
final class SqlAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NUMERIC = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE",
            "BIGNUM");

    private SqlAnswer() {}

    static Answer of(Ledger ledger, SqlQuestion question, SelectLimits limits) {
        QueryResult result;
        try {
            result = ledger.select(question.sql(), limits);
        } catch (DamagedException e) {
            return Answer.problem(String.valueOf(e.getMessage()), 3);
        } catch (LedgerException e) {
            // Nearly always the query itself: refused, misspelt, or asking for too much.
            return Answer.problem(String.valueOf(e.getMessage()), 2);
        }
        String problem = result.truncated()
                ? "only the first " + result.rows().size() + " rows are shown; narrow the query or add LIMIT and OFFSET"
                : null;
        return new Answer(write(result, question.format()), problem, 0, null);
    }

    private static String write(QueryResult result, Format format) {
        List<Column> columns = new ArrayList<>();
        for (int index = 0; index < result.columns().size(); index++) {
            String name = result.columns().get(index);
            String type = result.types().get(index);
            columns.add(new Column(name, name, NUMERIC.contains(type) || type.startsWith("DECIMAL")));
        }
        Table table = new Table(columns);
        for (List<@Nullable Object> row : result.rows()) {
            List<@Nullable Object> cells = new ArrayList<>();
            row.forEach(value -> cells.add(cell(value)));
            table.row(cells);
        }
        return table.write(format);
    }

    private static @Nullable Object cell(@Nullable Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? BigDecimal.valueOf(number) : number.toString();
        }
        return value instanceof List || value instanceof Map ? JSON.<JsonNode>valueToTree(value) : value;
    }
}
