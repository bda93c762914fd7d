package dev.sublet.reporter.figures;

import dev.sublet.reporter.statement.StatementLine;
import java.util.List;

/**
 * The lines of a period's statement. Immutable.
 *
 * @param name the period's, as the calendar has it
 */
public record PeriodFigures(String name, State state, List<StatementLine> lines) {
    public PeriodFigures {
        lines = List.copyOf(lines);
    }

    /** How sure the amounts are. */
    public enum State {
        OPEN("open"),
        PROVISIONAL("provisional"),
        CLOSED("closed");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The word for it outside this program. */
        public String label() {
            return label;
        }
    }
}
