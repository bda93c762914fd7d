-- Seconds since the epoch of a FOCUS time: 2026-11-01T00:00:00Z, 2026-11-01 00:00:00, with or without a zone of UTC; NULL for anything else.
CREATE MACRO seconds(written) AS
    epoch_us(TRY_CAST(regexp_replace(replace(written, 'T', ' '), '(Z| ?UTC|\+00(:?00)?)$', '') AS TIMESTAMP)) // 1000000;
