-- Spans of $pods pods that lived all month, 25 to a node and 50 to a vcluster, one in fifty of the host's own; numbers of spans begin at $first.
INSERT INTO cluster VALUES ('$cluster', 'bench', $from, $to, 60);
INSERT INTO node_span
SELECT $first + 1000000 + i, '$cluster', 'node-uid-' || i, 'ip-10-0-' || i // 250 || '-' || i % 250 || '.compute.internal', $from, NULL,
       16000, 15800, 67108864, 65011712, 0, 'm5.4xlarge', 'aws:///eu-central-1a/i-' || i, 'eu-central-1', 'eu-central-1a', false, NULL
FROM range($pods // 25) t(i);
INSERT INTO pod_span
SELECT $first + i, '$cluster', md5('pod' || i), CASE WHEN i % 50 = 0 THEN 'kube-system' ELSE 'vcluster-team-' || i // 50 END, 'app-' || i,
       'node-uid-' || i % ($pods // 25), 'ip-10-0-' || i % ($pods // 25) // 250 || '-' || i % ($pods // 25) % 250 || '.compute.internal', $from, NULL,
       CASE WHEN i % 50 = 0 THEN 'host' WHEN i % 50 = 1 THEN 'control-plane' ELSE 'workload' END,
       CASE WHEN i % 50 > 0 THEN md5('vcluster' || i // 50) END, CASE WHEN i % 50 > 0 THEN 'team-' || i // 50 END,
       CASE WHEN i % 50 > 0 THEN 'vcluster-team-' || i // 50 END, CASE WHEN i % 50 > 1 THEN 'default' END, CASE WHEN i % 50 > 1 THEN 'app-' || i END,
       'Deployment', 'app', 50 + hash(i) % 500, 65536 * (1 + hash(i + 1) % 30), 0, 'Burstable', NULL
FROM range($pods) t(i);
INSERT INTO vcluster_span
SELECT $first + 2000000 + i, '$cluster', md5('vcluster' || i), 'vcluster-team-' || i, 'team-' || i, $from, NULL, 'StatefulSet', '0.25.0', 'k8s', 'running'
FROM range(($pods + 49) // 50) t(i);
INSERT INTO owner_span
SELECT $first + 3000000 + i, '$cluster', 'vcluster', md5('vcluster' || i), 'CC-' || 1000 + i // 5, 'team-' || i, 1000000, 'registry', $from, NULL, $from
FROM range(($pods + 49) // 50) t(i);
