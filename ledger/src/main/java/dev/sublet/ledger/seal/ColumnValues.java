package dev.sublet.ledger.seal;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The values of one column of one row group: numbers in {@link #numbers}, all else in {@link #bytes}, null in {@link #nulls}. */
final class ColumnValues {
    /** How a column's values count. */
    enum Kind {
        INTEGER,
        BOOLEAN,
        /** Text, or bytes. */
        TEXT,
        /** A DECIMAL kept as the bytes of its unscaled number. */
        BIG_DECIMAL
    }

    final String name;
    final Kind kind;
    final boolean isNumber;
    /** Whether every number fits into 32 bits. */
    final boolean narrow;
    /** Of the kinds that are one number each. */
    final long[] numbers;

    final byte[][] bytes;
    final boolean[] nulls;
    /** False while no row is null. */
    boolean anyNull;

    private ColumnValues(String name, Kind kind, boolean narrow, int rows) {
        this.name = name;
        this.kind = kind;
        this.narrow = narrow;
        this.isNumber = kind == Kind.INTEGER || kind == Kind.BOOLEAN;
        this.numbers = new long[isNumber ? rows : 0];
        this.bytes = new byte[isNumber ? 0 : rows][];
        this.nulls = new boolean[rows];
    }

    static ColumnValues of(ColumnDescriptor column, int rows) {
        PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
        boolean narrow = type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.BOOLEAN;
        return new ColumnValues(String.join(".", column.getPath()), kind(column), narrow, rows);
    }

    private static Kind kind(ColumnDescriptor column) {
        PrimitiveType type = column.getPrimitiveType();
        if (column.getMaxRepetitionLevel() > 0 || column.getMaxDefinitionLevel() > 1) {
            throw new IllegalArgumentException(type.getName() + " is nested, sealed columns are flat");
        }
        boolean decimal = type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
        return switch (type.getPrimitiveTypeName()) {
            case INT32, INT64 -> Kind.INTEGER;
            case BOOLEAN -> Kind.BOOLEAN;
            case BINARY -> decimal ? Kind.BIG_DECIMAL : Kind.TEXT;
            case FIXED_LEN_BYTE_ARRAY -> decimal ? Kind.BIG_DECIMAL : Kind.TEXT;
            case FLOAT, DOUBLE, INT96 ->
                throw new IllegalArgumentException(
                        type.getName() + " is a " + type.getPrimitiveTypeName() + ", which sealed files never hold");
        };
    }
}
