package dev.sublet.bot.upgrade;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of three numbers, as Kubernetes and the chart have them. What stands behind a dash orders before the version itself. Immutable.
 *
 * @param suffix what stands behind the dash, or empty
 */
record Version(int major, int minor, int patch, String suffix) implements Comparable<Version> {
    private static final Pattern FORM =
            Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?(?:[-+](.{1,60}))?");
    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch)
            .thenComparing(version -> version.suffix().isEmpty())
            .thenComparing(Version::suffix);

    /** Empty when the text is no version. A version without a patch is its first. */
    static Optional<Version> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        String suffix = matcher.group(4);
        return Optional.of(new Version(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch),
                suffix == null ? "" : suffix));
    }

    boolean isBefore(int otherMajor, int otherMinor, int otherPatch) {
        return compareTo(new Version(otherMajor, otherMinor, otherPatch, "")) < 0;
    }

    boolean isSameMinor(Version other) {
        return major == other.major && minor == other.minor;
    }

    String minorText() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return minorText() + "." + patch + (suffix.isEmpty() ? "" : "-" + suffix);
    }
}
