package dev.sublet.reporter.bill;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A provider's bill of an account for a billing period, as it is kept. Costs are exact, in {@code currency}.
 *
 * @param id 0 for one that is not kept yet
 * @param name the files that it came from
 * @param delivery what it is a part of, or null for one that is whole
 * @param rows how many rows the files have for it
 */
public record Bill(
        long id,
        String name,
        String provider,
        String account,
        String currency,
        long fromS,
        long toS,
        long rows,
        BigDecimal billed,
        BigDecimal effective,
        BigDecimal list,
        String digest,
        long importedAtS,
        @Nullable String delivery) {}
