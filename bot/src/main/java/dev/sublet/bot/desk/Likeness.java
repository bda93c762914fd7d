package dev.sublet.bot.desk;

/** Whether one name may be a slip of the other. Stateless. */
public final class Likeness {
    private static final int SLIPS_MAX = 2;

    private Likeness() {}

    /** At most two letters are missing, too many or others. */
    public static boolean isNear(String a, String b) {
        return Math.abs(a.length() - b.length()) <= SLIPS_MAX && distance(a, b) <= SLIPS_MAX;
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
