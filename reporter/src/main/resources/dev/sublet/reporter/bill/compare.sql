-- What the bills that touch a period say of each node, volume and service: rows that no node or volume of the ledger fits are unmatched, by
-- service and resource; what belongs to no resource has a class of its own. Every row of the bills is in one line, so the sums are the files'. {bills} says which bills.
WITH chosen AS (
    SELECT r.*, b.currency, b.provider
    FROM {bills} b.from_s < getvariable('compare_to_s') AND b.to_s > getvariable('compare_from_s')
),
keyed AS (
    SELECT 'node' AS kind, node AS name, resource_key(provider_id, NULL) AS resource_key, from_s, to_s FROM node_span WHERE provider_id IS NOT NULL
    UNION ALL
    SELECT 'volume', volume, resource_key(handle, NULL), from_s, to_s FROM volume_span WHERE handle IS NOT NULL
),
known AS (
    SELECT * FROM keyed WHERE resource_key IS NOT NULL
    UNION ALL
    SELECT * REPLACE (regexp_extract(resource_key, '([^/]+)/virtualmachines/[^/]+$', 1) AS name,
                      regexp_replace(resource_key, '/virtualmachines/[^/]+$', '') AS resource_key)
    FROM keyed
    WHERE resource_key LIKE '%/virtualmachinescalesets/%/virtualmachines/%'
),
matched AS (
    SELECT r.*, (
        SELECT min(k.kind || '|' || k.name) FROM known k
        WHERE k.resource_key = r.resource_key AND k.from_s < r.to_s AND coalesce(k.to_s, r.to_s) > r.from_s AND r.class = 'usage') AS thing
    FROM chosen r
),
named AS (
    SELECT CASE WHEN class NOT IN ('usage', 'purchase') THEN class WHEN thing IS NULL THEN 'unmatched' ELSE split_part(thing, '|', 1) END AS kind,
           coalesce(nullif(split_part(thing, '|', 2), ''), service) AS name,
           CASE WHEN class IN ('usage', 'purchase') AND thing IS NULL THEN resource END AS resource, provider, currency, focus_rows, list, billed, effective
    FROM matched
)
SELECT kind, name, resource, provider, currency, sum(focus_rows)::BIGINT AS focus_rows, sum(list) AS list, sum(billed) AS billed, sum(effective) AS effective
FROM named
GROUP BY kind, name, resource, provider, currency
ORDER BY CASE kind WHEN 'node' THEN 0 WHEN 'volume' THEN 1 WHEN 'unmatched' THEN 3 ELSE 2 END, kind, CASE kind WHEN 'unmatched' THEN -sum(effective) END, name, resource, provider, currency;
