-- The first node with GPUs whose model has no price though the book has a section for GPUs, for the message.
SELECT node, coalesce(gpu_model, '') AS model, min(from_s) AS from_s, max(to_s) AS to_s
FROM node_rate
WHERE gpus_attos IS NULL AND NOT billed
GROUP BY node, gpu_model
ORDER BY gpu_model, node
LIMIT 1;
