package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The price of a GiB (2³⁰ bytes) that a pod sent or received. Counters cannot tell where bytes went, so only the class {@link #ANY} can be
 * charged.
 *
 * @param cluster the cluster's name or UID that it is limited to, or null for every cluster
 * @param networkClass {@link #ANY}, or a class that nothing here can tell
 * @param sent whether bytes that pods sent are charged
 * @param received whether bytes that pods received are charged
 * @param attosPerGib in 10⁻¹⁸ of the currency
 */
public record NetworkPrice(
        @Nullable String cluster,
        String networkClass,
        boolean sent,
        boolean received,
        BigInteger attosPerGib,
        Validity validity) {
    /** All bytes, wherever they went. */
    public static final String ANY = "any";
}
