-- In the place of 11a-network-hour.sql where bytes have no price.
CREATE OR REPLACE TEMP VIEW network_hour AS
SELECT NULL::BIGINT AS span_id, NULL::INTEGER AS node_key, NULL::INTEGER AS subject_key, NULL::BIGINT AS hour_s, NULL::HUGEINT AS quantity,
       NULL::HUGEINT AS cost_nanos
WHERE false;
