-- Vclusters of the period, as the owner registry names them.
SELECT DISTINCT vcluster_namespace || '/' || vcluster FROM subject WHERE vcluster_uid IS NOT NULL;
