-- The seconds of all pods in the asked period by how well they are known.
SELECT coalesce(sum(measured_s), 0)::BIGINT AS measured_s, coalesce(sum(bridged_s), 0)::BIGINT AS bridged_s,
       coalesce(sum(estimated_s), 0)::BIGINT AS estimated_s, coalesce(sum(missing_s), 0)::BIGINT AS missing_s
FROM usage_hour
WHERE hour_s >= getvariable('asked_from_s') AND hour_s < getvariable('asked_to_s');
