package dev.sublet.reporter.overhead;

import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Tells what each vcluster of a statement costs before it runs anything. Stateless. */
public final class Overheads {
    private static final Set<String> OVERHEAD_CLASSES = Set.of("control-plane", "dns", "add-on", "snapshot");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DECIMALS = 6;

    private Overheads() {}

    /**
     * A line for each vcluster of the statement that was made last on the connection, by cluster, name and UID; cost centers that
     * share one are added up.
     */
    public static List<OverheadLine> of(Connection connection, Statement statement) throws SQLException {
        Map<List<String>, Tenancy> tenancies = Tenancy.of(connection);
        return of(statement.lines(), tenancies);
    }

    /** Likewise of lines alone. */
    static List<OverheadLine> of(List<StatementLine> lines, Map<List<String>, Tenancy> tenancies) {
        Map<List<String>, List<StatementLine>> byVcluster = new LinkedHashMap<>();
        for (StatementLine line : lines) {
            String uid = line.vclusterUid();
            // What cannot be explained waits in suspense and is nobody's cost yet, whichever namespace it stood in.
            if (uid != null && counts(line)) {
                byVcluster
                        .computeIfAbsent(List.of(line.cluster(), uid), key -> new ArrayList<>())
                        .add(line);
            }
        }
        return byVcluster.entrySet().stream()
                .map(vcluster -> line(
                        vcluster.getKey(),
                        vcluster.getValue(),
                        tenancies.getOrDefault(vcluster.getKey(), Tenancy.NONE)))
                .sorted(Comparator.comparing(OverheadLine::cluster)
                        .thenComparing(OverheadLine::vcluster, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(OverheadLine::vclusterUid))
                .toList();
    }

    private static boolean counts(StatementLine line) {
        return line.vclusterUid() != null && !line.podClass().equals("unattributed");
    }

    /** Whether a line of the statement is one of those that the vcluster's sums are made of. */
    public static boolean isOf(OverheadLine vcluster, StatementLine line) {
        return counts(line)
                && line.cluster().equals(vcluster.cluster())
                && vcluster.vclusterUid().equals(line.vclusterUid());
    }

    /** Whether a line is overhead: what a vcluster costs before it runs anything. */
    public static boolean isOverhead(StatementLine line) {
        return OVERHEAD_CLASSES.contains(line.podClass());
    }

    /** Whether a line is of what tenants run. */
    public static boolean isTenants(StatementLine line) {
        return line.podClass().equals("workload");
    }

    private static OverheadLine line(List<String> vcluster, List<StatementLine> lines, Tenancy tenancy) {
        List<StatementLine> overhead = of(lines, Overheads::isOverhead);
        BigInteger overheadNanos = sum(overhead);
        BigInteger tenantNanos = sum(of(lines, Overheads::isTenants));
        BigInteger totalNanos = sum(lines);
        StatementLine any = lines.get(0);
        return new OverheadLine(
                vcluster.get(0),
                any.vcluster(),
                any.vclusterNamespace(),
                vcluster.get(1),
                overheadNanos,
                tenantNanos,
                totalNanos.subtract(overheadNanos).subtract(tenantNanos),
                percent(overheadNanos, totalNanos),
                parts(overhead),
                tenancy);
    }

    private static List<StatementLine> of(List<StatementLine> lines, Predicate<StatementLine> which) {
        return lines.stream().filter(which).toList();
    }

    private static List<OverheadLine.Part> parts(List<StatementLine> overhead) {
        Map<List<String>, OverheadLine.Part> parts = new LinkedHashMap<>();
        for (StatementLine line : overhead) {
            parts.merge(
                    List.of(line.podClass(), line.resource()),
                    new OverheadLine.Part(
                            line.podClass(), line.resource(), line.quantity(), line.unit(), line.amountNanos()),
                    (a, b) -> new OverheadLine.Part(
                            a.podClass(),
                            a.resource(),
                            a.quantity().add(b.quantity()),
                            a.unit(),
                            a.amountNanos().add(b.amountNanos())));
        }
        return parts.values().stream()
                .sorted(Comparator.comparing(OverheadLine.Part::podClass).thenComparing(OverheadLine.Part::resource))
                .toList();
    }

    private static BigInteger sum(List<StatementLine> lines) {
        return lines.stream().map(StatementLine::amountNanos).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigDecimal percent(BigInteger part, BigInteger whole) {
        if (whole.signum() == 0) {
            return BigDecimal.ZERO.setScale(PERCENT_DECIMALS);
        }
        return new BigDecimal(part)
                .multiply(HUNDRED)
                .divide(new BigDecimal(whole), PERCENT_DECIMALS, RoundingMode.HALF_UP);
    }
}
