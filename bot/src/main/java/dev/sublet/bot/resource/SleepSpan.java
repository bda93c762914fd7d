package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** Sleep on some days of the week, from a time of day to another; past midnight when the second is not later. */
public record SleepSpan(
        @Required @JsonPropertyDescription("The days on which it begins.")
        List<Day> days,

        @Required @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")
        String from,

        @Required @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")
        String to) {
    public SleepSpan {
        days = days == null ? List.of() : List.copyOf(days);
    }

    /** A day of the week, as crontab writes it. */
    public enum Day {
        Mon,
        Tue,
        Wed,
        Thu,
        Fri,
        Sat,
        Sun
    }
}
