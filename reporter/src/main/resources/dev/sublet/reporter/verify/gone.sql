-- Rows of ${table} that retention removed, for each pod span that lived in that time; nearly always empty.
CREATE OR REPLACE TEMP VIEW ${table}_gone AS
SELECT p.span_id, r.from_s, r.to_s
FROM retired r
JOIN pod_span p ON p.cluster = r.partition AND p.from_s < r.to_s AND coalesce(p.to_s, r.to_s) > r.from_s
WHERE r.table_name = '${table}';
