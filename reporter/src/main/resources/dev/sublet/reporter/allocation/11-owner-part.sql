-- Who pays which part of a thing's hour: seconds x share in millionths, so an owner change inside the hour splits by the
-- seconds on either side. Seconds and shares without an owner are without_owner's. The parts lie one behind the other in
-- [0, whole) in the order of the cost centers' names.
CREATE OR REPLACE TEMP TABLE owner_part AS
WITH owned AS (
    SELECT h.kind, h.span_id, h.hour_s, o.cost_center,
           sum((least(coalesce(o.to_s, h.to_s), h.to_s) - greatest(o.from_s, h.from_s))::HUGEINT * o.share_millionths)
               AS part
    FROM holding h
    JOIN owner_span o
      ON o.cluster = h.cluster AND o.subject_kind = h.subject_kind AND o.subject = h.subject
    WHERE greatest(o.from_s, h.from_s) < least(coalesce(o.to_s, h.to_s), h.to_s) AND o.share_millionths > 0
    GROUP BY h.kind, h.span_id, h.hour_s, o.cost_center
),
unowned AS (
    SELECT h.kind, h.span_id, h.hour_s, h.without_owner AS cost_center,
           (h.to_s - h.from_s)::HUGEINT * 1000000 - coalesce(sum(o.part), 0::HUGEINT) AS part
    FROM holding h
    LEFT JOIN owned o USING (kind, span_id, hour_s)
    GROUP BY h.kind, h.span_id, h.hour_s, h.without_owner, h.from_s, h.to_s
),
part AS (
    SELECT kind, span_id, hour_s, cost_center, sum(part) AS part
    FROM (SELECT * FROM owned UNION ALL SELECT * FROM unowned WHERE part > 0)
    GROUP BY kind, span_id, hour_s, cost_center
)
SELECT kind, span_id, hour_s, cost_center,
       sum(part) OVER before_and_this - part AS before,
       sum(part) OVER before_and_this AS upto,
       sum(part) OVER (PARTITION BY kind, span_id, hour_s) AS whole
FROM part
WINDOW before_and_this AS (PARTITION BY kind, span_id, hour_s ORDER BY cost_center
                           ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);
