package dev.sublet.ledger.seal;

import java.math.BigInteger;
import java.util.List;

/**
 * What the files of one period were found to hold, read together.
 *
 * @param files in the order in which they were given
 * @param sums one for each integer column, in the files' order of columns
 * @param rowSum see {@link RowSum}
 * @param days in the order of time
 */
public record PeriodFacts(
        List<FileFacts> files, long rows, List<ColumnSum> sums, BigInteger rowSum, List<DayDigest> days) {
    public PeriodFacts {
        files = List.copyOf(files);
        sums = List.copyOf(sums);
        days = List.copyOf(days);
    }
}
