-- What bills say that nodes and volumes cost in the asked period, from the bills' own rows and from spans alone, cut once at the ends of the
-- period and not by hours: what the allocation made of bills is not read. A row's cost goes to the seconds in which its resource was there, all
-- nodes of a scale set one behind the other; whole nanos are cut from the sum of all rows of a resource in a bill.
CREATE OR REPLACE TEMP TABLE bill_share AS
WITH thing AS (
    SELECT 'node' AS kind, s.span_id, resource_key(s.provider_id, NULL) AS name, greatest(s.from_s, c.first_tick_s) AS from_s,
           least(coalesce(s.to_s, c.last_tick_s), c.last_tick_s) AS to_s
    FROM node_span s, cluster c
    WHERE c.cluster = s.cluster
    UNION ALL
    SELECT 'storage', s.span_id, resource_key(s.handle, NULL), greatest(s.from_s, c.first_tick_s),
           least(coalesce(s.to_s, c.last_tick_s), c.last_tick_s)
    FROM volume_span s, cluster c
    WHERE c.cluster = s.cluster
),
named AS (
    SELECT * FROM thing WHERE name IS NOT NULL AND from_s < to_s
    UNION ALL
    SELECT * REPLACE (split_part(name, '/virtualmachines/', 1) AS name)
    FROM thing
    WHERE contains(name, '/virtualmachinescalesets/') AND contains(name, '/virtualmachines/') AND from_s < to_s
),
charged AS (
    SELECT b.bill_id, r.resource_key AS name, r.from_s, r.to_s,
           sum(CASE WHEN b.currency = a.currency THEN replace(r.effective::VARCHAR, '.', '')::HUGEINT
                    ELSE replace(r.effective::VARCHAR, '.', '')::HUGEINT * (
                        SELECT x.nanos FROM exchange_rate x WHERE x.currency = b.currency AND r.from_s >= x.from_s AND r.from_s < x.to_s)
                        // 1000000000 END) AS attos
    FROM counted_bill b, counted_bill_row r, asked a
    WHERE r.bill_id = b.bill_id AND r.class = 'usage' AND r.from_s < r.to_s
      AND r.resource_key IN (SELECT n.name FROM named n)
    GROUP BY ALL
),
-- One line for each resource, row and thing that was there meanwhile.
met AS (
    SELECT c.bill_id, c.name, c.from_s AS row_from_s, c.to_s AS row_to_s, c.attos, n.kind, n.span_id,
           greatest(n.from_s, c.from_s) AS from_s, least(n.to_s, c.to_s) AS to_s
    FROM charged c
    JOIN named n ON n.name = c.name AND n.from_s < c.to_s AND n.to_s > c.from_s
),
row_sum AS (
    SELECT bill_id, name, row_from_s, row_to_s, any_value(attos) AS attos, sum(to_s - from_s)::HUGEINT AS whole_s
    FROM met
    GROUP BY bill_id, name, row_from_s, row_to_s
),
row_before AS (
    SELECT *, coalesce(sum(attos) OVER (PARTITION BY bill_id, name ORDER BY row_from_s, row_to_s
                                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0::HUGEINT) AS before_attos
    FROM row_sum
),
placed AS (
    SELECT m.kind, m.span_id, m.from_s, m.to_s, b.attos, b.whole_s, b.before_attos,
           coalesce(sum(m.to_s - m.from_s) OVER (PARTITION BY m.bill_id, m.name, m.row_from_s, m.row_to_s ORDER BY m.from_s, m.span_id
                                                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::HUGEINT AS before_s
    FROM met m
    JOIN row_before b ON b.bill_id = m.bill_id AND b.name = m.name AND b.row_from_s = m.row_from_s AND b.row_to_s = m.row_to_s
)
SELECT p.kind, p.span_id, p.from_s, p.to_s,
       CASE WHEN p.from_s < a.to_s AND p.to_s > a.from_s
            THEN (p.before_attos * p.whole_s + p.attos * (p.before_s + least(p.to_s, a.to_s) - p.from_s)) // (p.whole_s * 1000000000)
                 - (p.before_attos * p.whole_s + p.attos * (p.before_s + greatest(p.from_s, a.from_s) - p.from_s)) // (p.whole_s * 1000000000)
            ELSE 0::HUGEINT END AS cost_nanos
FROM placed p, asked a;

-- The time for which they stand: pieces that touch are one.
CREATE OR REPLACE TEMP TABLE bill_covered AS
WITH begun AS (
    SELECT kind, span_id, from_s, to_s,
           CASE WHEN from_s <= max(to_s) OVER (PARTITION BY kind, span_id ORDER BY from_s, to_s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                THEN 0 ELSE 1 END AS fresh
    FROM bill_share
),
numbered AS (
    SELECT *, sum(fresh) OVER (PARTITION BY kind, span_id ORDER BY from_s, to_s ROWS UNBOUNDED PRECEDING) AS stretch
    FROM begun
)
SELECT kind, span_id, min(from_s) AS from_s, max(to_s) AS to_s
FROM numbered
GROUP BY kind, span_id, stretch;
