-- Sublet's sealed ledger in units, for DuckDB 1.2 or newer:   duckdb -init views.sql
-- Views take the files that manifest.json names at the moment when this is run: each row exactly once, also while files are
-- put together. Run it again to see what was sealed since. Another copy of the folder: change the next line.
SET VARIABLE sealed = '{sealed}';
CREATE OR REPLACE TEMP TABLE sealed_file AS
    SELECT unnest(content.files, max_depth := 2)
    FROM read_json(getvariable('sealed') || 'manifest.json', maximum_object_size = 1073741824,
                   columns = {content: 'STRUCT(files STRUCT(file VARCHAR, "table" VARCHAR, layout INTEGER, "partition" VARCHAR,
                                                            "level" VARCHAR, fromS BIGINT, toS BIGINT, rows BIGINT,
                                                            bytes BIGINT, sha256 VARCHAR)[])'});
