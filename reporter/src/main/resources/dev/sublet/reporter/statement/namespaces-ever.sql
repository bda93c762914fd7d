-- All namespaces of hosts that this ledger knows of.
SELECT DISTINCT namespace FROM pod_span
UNION SELECT DISTINCT claim_namespace FROM volume_span WHERE claim_namespace IS NOT NULL
UNION SELECT DISTINCT namespace FROM service_span
UNION SELECT DISTINCT namespace FROM vcluster_span
UNION SELECT DISTINCT subject FROM owner_span WHERE subject_kind = 'namespace' AND source = 'namespace';
