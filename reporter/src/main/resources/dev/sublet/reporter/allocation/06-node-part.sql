-- A node-hour's cost split over CPU, memory and GPU in proportion to base x capacity, by cumulative floors, so that the
-- three parts sum to the cost exactly. A node that holds nothing with a base has its whole cost under CPU, where it
-- becomes idle. GPU parts of nodes without GPUs are left out: they are zero.
CREATE OR REPLACE TEMP VIEW node_part AS
WITH bound AS (
    SELECT *,
           CASE WHEN split_cpu + split_memory + split_gpu = 0 THEN cost_nanos
                ELSE cost_nanos * split_cpu // (split_cpu + split_memory + split_gpu) END AS upto_cpu,
           CASE WHEN split_cpu + split_memory + split_gpu = 0 THEN cost_nanos
                ELSE cost_nanos * (split_cpu + split_memory) // (split_cpu + split_memory + split_gpu)
           END AS upto_memory
    FROM node_hour
)
SELECT node_key, hour_s, 'cpu'::ENUM ('cpu', 'memory', 'gpu') AS resource, upto_cpu AS cost_nanos,
       cpu_capacity AS capacity, cpu_system AS system_weight
FROM bound
UNION ALL
SELECT node_key, hour_s, 'memory', upto_memory - upto_cpu, memory_capacity, memory_system
FROM bound
UNION ALL
SELECT node_key, hour_s, 'gpu', cost_nanos - upto_memory, gpu_capacity, 0::HUGEINT
FROM bound
WHERE gpu_capacity > 0 OR cost_nanos > upto_memory;
