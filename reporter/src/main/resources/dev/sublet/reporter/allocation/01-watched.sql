-- The part of the asked period in which each cluster was watched. Cost accrues only there, from the first committed
-- tick to the last, gaps included.
CREATE OR REPLACE TEMP TABLE watched AS
SELECT c.cluster, c.cluster_name,
       greatest(c.first_tick_s, a.from_s) AS from_s,
       least(c.last_tick_s, a.to_s) AS to_s
FROM cluster c
CROSS JOIN asked a
WHERE greatest(c.first_tick_s, a.from_s) < least(c.last_tick_s, a.to_s);
