package dev.sublet.web;

import java.util.List;

/**
 * A chart, and the table that says the same.
 *
 * @param unit of all values
 * @param labels one for each place on the axis, such as days
 */
public record Chart(String title, String unit, String axis, List<String> labels, List<Series> series) {
    public Chart {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
    }

    /**
     * A row of values.
     *
     * @param values plain decimal numbers, one for each label; empty where there is none
     */
    public record Series(String name, List<String> values) {
        public Series {
            values = List.copyOf(values);
        }
    }

    public boolean isEmpty() {
        return labels.isEmpty();
    }
}
