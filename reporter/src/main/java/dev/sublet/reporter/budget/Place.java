package dev.sublet.reporter.budget;

import org.jspecify.annotations.Nullable;

/**
 * Who paid for what.
 *
 * @param cluster its UID
 * @param vclusterUid null for what is in no vcluster
 * @param vcluster its namespace and name, such as {@code team-a/dev}
 */
record Place(
        String costCenter,
        String cluster,
        @Nullable String vclusterUid,
        @Nullable String vcluster) {}
