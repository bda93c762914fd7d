-- In the place of 02a-commitments.sql where there are no commitments: the same tables without rows.
CREATE OR REPLACE TEMP TABLE committed (
    span_id BIGINT, piece_s BIGINT, hour_s BIGINT, seconds HUGEINT, left_part HUGEINT, cpu_attos_s HUGEINT, memory_attos_s HUGEINT,
    gpu_attos_s HUGEINT
);
CREATE OR REPLACE TEMP TABLE commitment_hour (
    commitment INTEGER NOT NULL, hour_s BIGINT NOT NULL, bought HUGEINT NOT NULL, wanted HUGEINT NOT NULL, covered_part HUGEINT NOT NULL
);
