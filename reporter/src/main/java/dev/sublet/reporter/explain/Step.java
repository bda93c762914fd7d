package dev.sublet.reporter.explain;

/**
 * One number of an amount's arithmetic, or one fact.
 *
 * @param key its name for programs and in formulas
 * @param title what it is
 * @param value exactly, a whole number in the unit that the title names, or a text
 * @param how the formula that gives it from other keys, or where it comes from; empty where it is plain
 */
public record Step(String key, String title, String value, String how) {
    static Step of(String key, String title, Object value, String how) {
        return new Step(key, title, value.toString(), how);
    }

    static Step of(String key, String title, Object value) {
        return of(key, title, value, "");
    }
}
