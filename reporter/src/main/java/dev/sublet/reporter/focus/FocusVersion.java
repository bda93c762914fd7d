package dev.sublet.reporter.focus;

import dev.sublet.reporter.ReportException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The versions of FOCUS that Sublet writes and checks. */
public enum FocusVersion {
    V1_2("1.2"),
    V1_3("1.3"),
    V1_4("1.4");

    private final String label;

    FocusVersion(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /**
     * By its number; null gives 1.2, which most tools read.
     *
     * @throws ReportException in one line when it is none of these
     */
    public static FocusVersion parse(@Nullable String label) {
        if (label == null) {
            return V1_2;
        }
        return Arrays.stream(values())
                .filter(version -> version.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new ReportException(
                        "FOCUS " + label + " is not known here; take "
                                + Arrays.stream(values())
                                        .map(FocusVersion::label)
                                        .collect(Collectors.joining(", ")),
                        2));
    }

    boolean isAtLeast(FocusVersion other) {
        return compareTo(other) >= 0;
    }
}
