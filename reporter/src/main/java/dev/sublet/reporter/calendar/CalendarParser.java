package dev.sublet.reporter.calendar;

import dev.sublet.reporter.calendar.FiscalCalendar.Days;
import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.YamlText;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one calendar. Not thread-safe. */
final class CalendarParser {
    private static final Map<String, List<Integer>> QUARTERS =
            Map.of("4-4-5", List.of(4, 4, 5), "4-5-4", List.of(4, 5, 4), "5-4-4", List.of(5, 4, 4));

    private final String yaml;
    private final String sourceName;

    CalendarParser(String yaml, String sourceName) {
        this.yaml = yaml;
        this.sourceName = sourceName;
    }

    FiscalCalendar parse() {
        Entry file = YamlText.read(yaml, "calendar " + sourceName);
        file.allowOnly(Set.of("zone", "periods", "start", "weekDay"));
        return new FiscalCalendar(sourceName, zone(file), scheme(file));
    }

    private static @Nullable ZoneId zone(Entry file) {
        Optional<String> written = file.text("zone");
        if (written.isEmpty()) {
            return null;
        }
        try {
            return ZoneId.of(written.get());
        } catch (DateTimeException e) {
            throw file.error("zone \"" + written.get() + "\" is not known; write one such as Europe/Berlin");
        }
    }

    private static FiscalCalendar.Scheme scheme(Entry file) {
        if (file.node().path("periods").isArray()) {
            refuse(file, "a list of periods");
            return new Listed(listed(file.entries("periods").orElse(List.of()), file));
        }
        String written = file.text("periods").orElse("months");
        if (written.equals("months")) {
            refuse(file, "months");
            return new FiscalCalendar.Months();
        }
        List<Integer> weeks = QUARTERS.get(written);
        if (weeks == null) {
            throw file.error("periods \"" + written
                    + "\" is not known; write months, 4-4-5, 4-5-4, 5-4-4 or a list of {name, from, to}");
        }
        LocalDate start = date(file, "start");
        String weekDay = file.text("weekDay")
                .orElseThrow(() -> file.error("no weekDay; say on which day fiscal years begin, such as monday"));
        if (!start.getDayOfWeek().equals(weekDay(file, weekDay))) {
            throw file.error("start " + start + " is a "
                    + start.getDayOfWeek().toString().toLowerCase(Locale.ROOT) + ", not a " + weekDay
                    + "; give the first day of a fiscal year");
        }
        return new Weeks(start, weeks);
    }

    private static DayOfWeek weekDay(Entry file, String written) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.toString().toLowerCase(Locale.ROOT).equals(written)) {
                return day;
            }
        }
        throw file.error("weekDay \"" + written + "\" is not a day; write one such as monday");
    }

    private static void refuse(Entry file, String periods) {
        for (String key : List.of("start", "weekDay")) {
            if (file.text(key).isPresent()) {
                throw file.error(key + " is for 4-4-5 and the like; leave it out with " + periods);
            }
        }
    }

    private static List<Days> listed(List<Entry> entries, Entry file) {
        if (entries.isEmpty()) {
            throw file.error("periods is empty; write {name, from, to} for each");
        }
        List<Days> periods = new ArrayList<>();
        for (Entry entry : entries) {
            entry.requireMap();
            entry.allowOnly(Set.of("name", "from", "to"));
            String name = entry.text("name")
                    .filter(text -> !text.isBlank())
                    .orElseThrow(() -> entry.error("no name; people ask for a period by it"));
            Days days = new Days(name, date(entry, "from"), date(entry, "to"));
            if (!days.to().isAfter(days.from())) {
                throw entry.error("to " + days.to() + " is not after from " + days.from() + "; the end is exclusive");
            }
            if (periods.stream().anyMatch(other -> other.name().equals(name))) {
                throw entry.error("name " + name + " is taken by an earlier period; give another one");
            }
            if (!periods.isEmpty() && !periods.get(periods.size() - 1).to().equals(days.from())) {
                throw entry.error("from " + days.from() + " is not where the period before it ends, "
                        + periods.get(periods.size() - 1).to() + "; no day may be in two periods or in none");
            }
            periods.add(days);
        }
        return periods;
    }

    private static LocalDate date(Entry entry, String key) {
        String written = entry.text(key).orElseThrow(() -> entry.error("no " + key + "; write a date as 2026-11-01"));
        try {
            return LocalDate.parse(written);
        } catch (DateTimeException e) {
            throw entry.error(key + " \"" + written + "\" is not a date; write it as 2026-11-01");
        }
    }
}
