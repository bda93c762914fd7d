-- Whether a commitment of a cluster, a region and an instance type, each NULL for any, may cover a node.
CREATE OR REPLACE TEMP MACRO commitment_fits(of_cluster, of_region, of_type, cluster_uid, its_name, its_region, its_type, is_spot) AS
    (of_cluster IS NULL OR of_cluster IN (cluster_uid, its_name)) AND (of_region IS NULL OR of_region = its_region) AND NOT is_spot
    AND (of_type IS NULL OR of_type = its_type OR (of_type LIKE '%*' AND starts_with(coalesce(its_type, ''), rtrim(of_type, '*'))));
