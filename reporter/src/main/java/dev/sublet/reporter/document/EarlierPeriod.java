package dev.sublet.reporter.document;

import dev.sublet.reporter.statement.Period;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A statement of before, as it lies in the ledger.
 *
 * @param costCenters what each paid, in the unit in which the currency is paid
 */
public record EarlierPeriod(Period period, Map<String, BigDecimal> costCenters, BigDecimal total) {
    public EarlierPeriod {
        costCenters = Map.copyOf(costCenters);
    }
}
