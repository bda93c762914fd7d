package dev.sublet.reporter.table;

import dev.sublet.reporter.ReportException;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers are written for readers of a country. Immutable. */
public final class Numbers {
    /** Points, no grouping, commas between fields: for programs, and for people who named no locale. */
    public static final Numbers PLAIN = new Numbers(null);

    private final @Nullable Locale locale;

    private Numbers(@Nullable Locale locale) {
        this.locale = locale;
    }

    /**
     * By a language tag such as {@code de} or {@code en-GB}; null gives {@link #PLAIN}.
     *
     * @throws ReportException in one line when there is no such locale
     */
    public static Numbers of(@Nullable String tag) {
        if (tag == null) {
            return PLAIN;
        }
        Locale asked = Locale.forLanguageTag(tag.replace('_', '-'));
        if (asked.getLanguage().isEmpty()
                || Arrays.stream(Locale.getAvailableLocales())
                        .noneMatch(known -> known.getLanguage().equals(asked.getLanguage()))) {
            throw new ReportException("locale " + tag + " is not known; write it as de, en-GB or fr-CH", 2);
        }
        return new Numbers(asked);
    }

    /** For the eye: with grouping where a locale is named, in all the digits that the number has. */
    public String shown(BigDecimal number) {
        return locale == null ? number.toPlainString() : grouped(number, locale);
    }

    /** For the eye, on a page: grouped in any case. */
    public String onPage(BigDecimal number) {
        return grouped(number, locale == null ? Locale.ENGLISH : locale);
    }

    /** For a CSV cell: no grouping. */
    String inCsv(String plain) {
        return decimal() == '.' ? plain : plain.replace('.', decimal());
    }

    /** Between CSV fields: a semicolon where the comma is the decimal sign, as spreadsheets there expect. */
    char separator() {
        return decimal() == ',' ? ';' : ',';
    }

    private char decimal() {
        return locale == null ? '.' : DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
    }

    private static String grouped(BigDecimal number, Locale locale) {
        DecimalFormat format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
        // Digits of other scripts would not line up with the rest of a statement.
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        symbols.setZeroDigit('0');
        symbols.setMinusSign('-');
        format.setDecimalFormatSymbols(symbols);
        format.setMinimumFractionDigits(Math.max(0, number.scale()));
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        format.setMaximumIntegerDigits(40);
        return format.format(number);
    }
}
