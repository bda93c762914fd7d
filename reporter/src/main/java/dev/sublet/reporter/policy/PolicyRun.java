package dev.sublet.reporter.policy;

import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.sql.WholeNumbers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out policies on what an allocation left in temporary tables: gives charges to rules and fills {@code policy_posting}.
 * All arithmetic is in the SQL files beside this class. For one connection and one statement.
 */
public final class PolicyRun {
    private static final List<String> RULE_STEPS =
            List.of("02-take.sql", "03-pool.sql", "04-direct-day.sql", "05-unit.sql", "06-handed.sql", "07-fee.sql");

    private final Connection connection;
    private final Policies policies;
    private final int rules;

    private PolicyRun(Connection connection, Policies policies) throws SQLException {
        this.connection = connection;
        this.rules = Rules.of(connection);
        this.policies = policies;
    }

    /**
     * Hands on what policies say. {@code charge_day} and {@code thing} must hold the period.
     *
     * @param zone of billing days and months
     */
    public static void on(Connection connection, Policies policies, long fromS, long toS, ZoneId zone)
            throws SQLException {
        PolicyRun run = new PolicyRun(connection, policies);
        run.step("00-split.sql");
        run.step("01-inputs.sql");
        run.days(fromS, toS, zone);
        run.rules();
        if (!policies.rules().isEmpty() || !policies.fees().isEmpty()) {
            for (String step : RULE_STEPS) {
                run.step(step);
            }
        }
    }

    /** What rests on all postings so far; the view {@code posting} must be there. */
    public static void finish(Connection connection, Policies policies) throws SQLException {
        PolicyRun run = new PolicyRun(connection, policies);
        run.additions();
        if (!policies.markups().isEmpty()) {
            run.step("08-markup.sql");
        }
        if (!policies.allowances().isEmpty()) {
            run.step("09-allowance.sql");
        }
    }

    /**
     * Grants allowances of one period alone, after {@link #finish} over a longer time: a month counts as far as the period has it, whether its days are over
     * or not.
     *
     * @param zone of billing days and months
     */
    public static void allowancesOf(Connection connection, Policies policies, long fromS, long toS, ZoneId zone)
            throws SQLException {
        if (policies.allowances().isEmpty()) {
            return;
        }
        PolicyRun run = new PolicyRun(connection, policies);
        run.execute("DELETE FROM policy_posting WHERE charge = 'allowance'");
        run.execute("DELETE FROM day");
        run.days(fromS, toS, zone);
        run.step("09-allowance.sql");
    }

    private void days(long fromS, long toS, ZoneId zone) throws SQLException {
        WholeNumbers days = new WholeNumbers();
        LocalDate day = Instant.ofEpochSecond(fromS).atZone(zone).toLocalDate();
        while (startOf(day, zone) < toS) {
            LocalDate month = day.withDayOfMonth(1);
            days.add(
                    startOf(day, zone),
                    Math.max(fromS, startOf(day, zone)),
                    Math.min(toS, startOf(day.plusDays(1), zone)),
                    startOf(month, zone),
                    startOf(month.plusMonths(1), zone));
            day = day.plusDays(1);
        }
        days.insertInto(connection, "day");
    }

    private static long startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond();
    }

    private void rules() throws SQLException {
        int number = 0;
        for (Rule rule : policies.rules()) {
            number++;
            insertRule(number, rule.name(), rule.method().label(), rule, rule.validity());
            select("hands_on", number, rule.share());
            if (rule.method() != Method.KEEP) {
                select("among", number, rule.among());
            }
            for (Map.Entry<String, Long> part : rule.parts().entrySet()) {
                insert("INSERT INTO rule_part VALUES (?, ?, ?)", number, part.getKey(), part.getValue());
            }
        }
        for (Fee fee : policies.fees()) {
            number++;
            insert(
                    "INSERT INTO rule VALUES (?, ?, 'fee', '', '', ?, ?, ?)",
                    number,
                    fee.name(),
                    fee.unit(),
                    fee.validity().fromS(),
                    fee.validity().toS());
            insert(
                    "INSERT INTO fee VALUES (?, ?::HUGEINT, ?::HUGEINT, ?)",
                    number,
                    fee.attosPerHour() == null ? null : fee.attosPerHour().toString(),
                    fee.nanosPerMonth() == null ? null : fee.nanosPerMonth().toString(),
                    fee.income());
            select("among", number, fee.among());
        }
    }

    private void insertRule(int number, String name, String method, Rule rule, Validity validity) throws SQLException {
        insert(
                "INSERT INTO rule VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                number,
                name,
                method,
                rule.weightOf(),
                rule.within(),
                rule.unit(),
                validity.fromS(),
                validity.toS());
    }

    private void additions() throws SQLException {
        for (Markup markup : policies.markups()) {
            insert(
                    "INSERT INTO markup VALUES (?, ?, ?, ?, ?, ?)",
                    markup.name(),
                    markup.costCenter(),
                    markup.millionths(),
                    markup.income(),
                    markup.validity().fromS(),
                    markup.validity().toS());
        }
        for (Allowance allowance : policies.allowances()) {
            insert(
                    "INSERT INTO allowance VALUES (?, ?, ?::HUGEINT, ?, ?, ?)",
                    allowance.name(),
                    allowance.costCenter(),
                    allowance.nanosPerMonth().toString(),
                    allowance.fundedBy(),
                    allowance.validity().fromS(),
                    allowance.validity().toS());
        }
    }

    private void select(String table, int number, Selector selector) throws SQLException {
        execute("INSERT INTO " + table + " SELECT " + number + ", combo FROM combo WHERE " + selector.condition());
    }

    private void step(String file) throws SQLException {
        execute(Rules.text(rules, PolicyRun.class, file));
    }

    private void insert(String sql, @Nullable Object... values) throws SQLException {
        List<@Nullable Object> row = Arrays.asList(values);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < row.size(); i++) {
                statement.setObject(i + 1, row.get(i));
            }
            statement.execute();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
