package dev.sublet.api;

import java.util.Arrays;
import java.util.List;

/** How an answer is written: the names that commands know after {@code --format}. */
enum Form {
    JSON("json", "application/json", "json"),
    CSV("csv", "text/csv; charset=utf-8", "csv"),
    TABLE("table", "text/plain; charset=utf-8", "txt"),
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    HTML("html", "text/html; charset=utf-8", "html"),
    PDF("pdf", "application/pdf", "pdf"),
    FOCUS("focus", "text/csv; charset=utf-8", "csv"),
    FOCUS_PARQUET("focus-parquet", "application/vnd.apache.parquet", "parquet"),
    JOURNAL("journal", "text/csv; charset=utf-8", "csv");

    /** Those of every list. */
    static final List<Form> OF_TABLES = List.of(JSON, CSV, TABLE);

    private final String label;
    private final String contentType;
    private final String extension;

    Form(String label, String contentType, String extension) {
        this.label = label;
        this.contentType = contentType;
        this.extension = extension;
    }

    String label() {
        return label;
    }

    String contentType() {
        return contentType;
    }

    String extension() {
        return extension;
    }

    static List<String> labels(List<Form> forms) {
        return forms.stream().map(Form::label).toList();
    }

    static Form of(String label) {
        return Arrays.stream(values())
                .filter(form -> form.label.equals(label))
                .findFirst()
                .orElseThrow(() -> ApiProblem.wrong("there is no format " + label));
    }
}
