package dev.sublet.ledger.query;

import dev.sublet.ledger.DamagedException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells queries that are wrong from sealed files that cannot be read. Stateless. */
public final class SealedDamage {
    /** SQL from outside reads no files of its own, so a file in an error of the database is one of ours. */
    private static final Pattern FILE = Pattern.compile("/ledger/sealed/([^'\"\\n]+?\\.parquet)");

    private SealedDamage() {}

    /** In one line without the SQL, when a sealed file is the cause. */
    public static Optional<DamagedException> of(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        // What follows is the statement, which may name anything.
        int statement = message.indexOf("\nLINE ");
        Matcher file = FILE.matcher(statement < 0 ? message : message.substring(0, statement));
        return file.find()
                ? Optional.of(new DamagedException(
                        "sealed file " + file.group(1)
                                + " cannot be read; run `sublet verify`, and put the file back from a backup",
                        failure))
                : Optional.empty();
    }
}
