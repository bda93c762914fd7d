package dev.sublet.reporter.focus;

/** What a cell of a FOCUS column holds. */
enum FocusType {
    TEXT("VARCHAR"),
    TIME("TIMESTAMP WITH TIME ZONE"),
    /** Costs and prices: a price of twelve decimals times a quantity of six. */
    NUMBER("DECIMAL(38, 18)"),
    JSON("VARCHAR");

    private final String sql;

    FocusType(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
