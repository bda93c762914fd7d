-- What a statement rests on: each cluster's first and last committed tick, a line each; then each bill.
SELECT coalesce(
    string_agg('cluster ' || cluster || ' (' || cluster_name || ') first tick ' || first_tick_s
               || ' last tick ' || last_tick_s, chr(10) ORDER BY cluster), '')
    || coalesce((SELECT string_agg(chr(10) || 'bill ' || provider || ' ' || account || ' ' || from_s || ' ' || digest, '' ORDER BY provider, account, from_s)
                FROM bill WHERE bill_id NOT IN (SELECT bill_id FROM bill_replaced)), '') AS evidence
FROM cluster;
