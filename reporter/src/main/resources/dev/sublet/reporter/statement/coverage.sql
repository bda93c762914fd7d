-- The seconds of all pods in the asked period by how well they are known.
SELECT coalesce(sum(seconds) FILTER (coverage = 'measured'), 0)::BIGINT AS measured_s,
       coalesce(sum(seconds) FILTER (coverage = 'bridged'), 0)::BIGINT AS bridged_s,
       coalesce(sum(seconds) FILTER (coverage = 'estimated'), 0)::BIGINT AS estimated_s,
       coalesce(sum(seconds) FILTER (coverage = 'missing'), 0)::BIGINT AS missing_s
FROM (
    SELECT u.coverage, u.to_s - u.from_s AS seconds
    FROM usage u
    CROSS JOIN asked a
    WHERE u.from_s >= a.from_s AND u.from_s < a.to_s
);
