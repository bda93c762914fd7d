package dev.sublet.reporter.calendar;

import dev.sublet.reporter.calendar.FiscalCalendar.Days;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Periods as somebody listed them, one behind the other. */
record Listed(List<Days> periods) implements FiscalCalendar.Scheme {
    Listed {
        periods = List.copyOf(periods);
    }

    @Override
    public Optional<Days> named(String name) {
        return periods.stream().filter(period -> period.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Days> at(LocalDate day) {
        return periods.stream()
                .filter(period -> !day.isBefore(period.from()) && day.isBefore(period.to()))
                .findFirst();
    }

    @Override
    public String example() {
        return periods.get(0).name();
    }
}
