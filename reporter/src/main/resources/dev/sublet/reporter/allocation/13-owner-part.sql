-- Who pays which part of the seconds that a subject's things were there in an hour: seconds x share in millionths, so an owner
-- change inside the hour splits by the seconds on either side. Seconds and shares without an owner are without_owner's. The
-- parts lie one behind the other in [0, whole) in the order of the payers. Made once for all things of a subject
-- that were there for the same seconds: nearly always the whole hour.
CREATE OR REPLACE TEMP VIEW owner_part AS
WITH held AS (
    SELECT subject_key, hour_s, from_s, to_s, any_value(cluster) AS cluster, any_value(subject_kind) AS subject_kind,
           any_value(subject) AS subject, any_value(without_owner) AS without_owner
    FROM holding
    GROUP BY subject_key, hour_s, from_s, to_s
),
owned AS (
    SELECT h.subject_key, h.hour_s, h.from_s, h.to_s, p.payer,
           sum((least(o.to_s, h.to_s) - greatest(o.from_s, h.from_s))::HUGEINT * o.share_millionths)
               AS part
    FROM held h
    JOIN owner o
      ON o.cluster = h.cluster AND o.subject_kind = h.subject_kind AND o.subject = h.subject
    JOIN payer p ON p.cost_center = o.cost_center AND p.team IS NOT DISTINCT FROM o.team
    WHERE greatest(o.from_s, h.from_s) < least(o.to_s, h.to_s)
    GROUP BY h.subject_key, h.hour_s, h.from_s, h.to_s, p.payer
),
unowned AS (
    SELECT subject_key, hour_s, from_s, to_s, any_value(p.payer) AS payer,
           (to_s - from_s)::HUGEINT * 1000000 - coalesce(sum(o.part), 0::HUGEINT) AS part
    FROM held h
    JOIN payer p ON p.cost_center = h.without_owner AND p.team IS NULL
    LEFT JOIN owned o USING (subject_key, hour_s, from_s, to_s)
    GROUP BY subject_key, hour_s, from_s, to_s
),
part AS (
    SELECT subject_key, hour_s, from_s, to_s, payer, sum(part) AS part
    FROM (SELECT * FROM owned UNION ALL SELECT * FROM unowned WHERE part > 0)
    GROUP BY subject_key, hour_s, from_s, to_s, payer
)
SELECT subject_key, hour_s, from_s, to_s, payer,
       sum(part) OVER before_and_this - part AS before,
       sum(part) OVER before_and_this AS upto,
       sum(part) OVER (PARTITION BY subject_key, hour_s, from_s, to_s) AS whole
FROM part
WINDOW before_and_this AS (PARTITION BY subject_key, hour_s, from_s, to_s ORDER BY payer
                           ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);
