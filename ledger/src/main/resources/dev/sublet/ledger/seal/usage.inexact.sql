-- Rows that the sealed form cannot hold exactly. There should be none: usage is rounded when it is first written. Low bits of
-- two columns together cost less than the remainders of four.
cpu_core_ms // 50 * 50 <> cpu_core_ms OR ((memory_kib | volume_kib) & 1023) <> 0
    OR ((network_rx_bytes | network_tx_bytes) & 16383) <> 0
