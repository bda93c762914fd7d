package dev.sublet.reporter.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VclusterNamesTest {
    private static final String FIRST = "3f2a91c0-0000-0000-0000-000000000001";
    private static final String SECOND = "77aa01bc-0000-0000-0000-000000000002";

    @Test
    void only_one_that_was_made_again_is_told_by_its_uid() {
        VclusterNames names = new VclusterNames();
        names.add("vcluster-preview", "preview", FIRST);
        names.add("vcluster-preview", "preview", FIRST);
        assertEquals("preview", names.of("vcluster-preview", "preview", FIRST));
        names.add("vcluster-preview", "preview", SECOND);
        names.add("elsewhere", "preview", "another");
        names.add(null, null, null);

        assertEquals("preview (3f2a91c0)", names.of("vcluster-preview", "preview", FIRST));
        assertEquals("preview (77aa01bc)", names.of("vcluster-preview", "preview", SECOND));
        assertEquals("preview", names.of("elsewhere", "preview", "another"));
        assertEquals("unnamed", names.of("elsewhere", null, "unnamed"));
    }
}
