-- What a statement rests on: each cluster's first and last committed tick, a line each.
SELECT coalesce(
    string_agg('cluster ' || cluster || ' (' || cluster_name || ') first tick ' || first_tick_s
               || ' last tick ' || last_tick_s, chr(10) ORDER BY cluster), '') AS evidence
FROM cluster;
