-- How many volumes and load balancers of the asked period are not charged, because the price book has no such section.
SELECT s.kind, count(DISTINCT s.uid)::BIGINT AS things
FROM (
    SELECT 'storage' AS kind, cluster, volume_uid AS uid, from_s, to_s FROM volume_span
    UNION ALL
    SELECT 'load-balancer', cluster, service_uid, from_s, to_s FROM service_span
) s
JOIN watched w ON w.cluster = s.cluster AND s.from_s < w.to_s AND coalesce(s.to_s, w.to_s) > w.from_s
WHERE s.kind NOT IN (SELECT kind FROM charged)
GROUP BY s.kind
ORDER BY s.kind DESC;
