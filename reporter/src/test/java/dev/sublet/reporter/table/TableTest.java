package dev.sublet.reporter.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class TableTest {
    private static Table sample() {
        return Table.of(Column.text("name", "name"), Column.number("amount", "EUR"))
                .row("=HYPERLINK(\"x\")", new BigDecimal("-0.000000001"))
                .rule()
                .row("a, b", new BigInteger("170141183460469231731687303715884105727"))
                .row(null, 5L);
    }

    @Test
    void numbers_stand_right_and_rules_cross_the_table() {
        String expected = """
                name                                                 EUR
                ---------------  ---------------------------------------
                =HYPERLINK("x")                             -0.000000001
                ---------------  ---------------------------------------
                a, b             170141183460469231731687303715884105727
                                                                       5
                """;
        assertEquals(expected, sample().write(Format.TABLE));
    }

    @Test
    void csv_neutralises_text_that_a_spreadsheet_would_run_and_leaves_numbers() {
        String expected = """
                name,amount
                "'=HYPERLINK(""x"")",-0.000000001
                "a, b",170141183460469231731687303715884105727
                ,5
                """;
        assertEquals(expected.replace("\n", "\r\n"), sample().write(Format.CSV));
        for (String start : new String[] {"=", "+", "-", "@", "\t", "\r", "\0"}) {
            String cell = Table.of(Column.text("x", "x"))
                    .row(start + "1")
                    .write(Format.CSV)
                    .substring("x\r\n".length())
                    .replace("\"", "");
            assertEquals("'" + start + "1\r\n", cell);
        }
    }

    @Test
    void csv_cells_do_not_fall_apart_into_formulas_where_another_separator_is_expected() {
        String cell = Table.of(Column.text("x", "x"))
                .row("late; =HYPERLINK(1);\"@SUM(1);fine")
                .write(Format.CSV)
                .substring("x\r\n".length());
        assertEquals("\"late; '=HYPERLINK(1);\"\"'@SUM(1);fine\"\r\n", cell);
    }

    @Test
    void json_numbers_are_exact_and_without_exponent() {
        String json = Table.of(Column.number("a", "a"), Column.number("b", "b"), Column.text("c", "c"))
                .row(new BigDecimal("1E+20"), new BigDecimal("0.000000100"), null)
                .write(Format.JSON)
                .replaceAll("\\s", "");
        assertEquals("[{\"a\":100000000000000000000,\"b\":0.000000100,\"c\":null}]", json);
    }

    @Test
    void names_cannot_move_the_cursor_of_a_terminal() {
        String text = Table.of(Column.text("x", "x")).row("a\u001b[2Jb\u202ec").write(Format.TABLE);
        assertEquals("x\n--------\na\ufffd[2Jb\ufffdc\n", text);
    }
}
