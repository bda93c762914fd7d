package dev.sublet.bot.snapshot;

import dev.sublet.bot.inside.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** What the objects of copies say of themselves. Stateless. */
public final class Marks {
    /** On each object of a copy, as a label: the copy's name. */
    public static final String LABEL = "sublet.dev/snapshot";
    /** On what outlives the host namespace: until when it is kept. */
    public static final String KEPT_UNTIL = "sublet.dev/kept-until";

    /** As a label: what the object is for. */
    static final String ROLE = "sublet.dev/snapshot-role";

    static final String KEPT = "kept";
    static final String ORIGINAL = "original";
    static final String RESTORE = "restore";
    /** The claim as it was, as JSON. */
    static final String CLAIM = "sublet.dev/claim";

    static final String TAKEN_AT = "sublet.dev/taken-at";
    static final String WHY = "sublet.dev/taken-before";
    static final String KUBERNETES = "sublet.dev/kubernetes-version";
    static final String CHART = "sublet.dev/chart-version";
    static final String CLASS = "sublet.dev/volume-snapshot-class";
    static final String BYTES = "sublet.dev/restore-bytes";
    static final String TEAM = "sublet.dev/team";
    /** The copy's objects in the host namespace are called so. */
    static final String VOLUME_SNAPSHOT = "sublet.dev/volume-snapshot";

    public static final Kind SNAPSHOT =
            new Kind("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "volumesnapshots", true);
    public static final Kind CONTENT =
            new Kind("snapshot.storage.k8s.io/v1", "VolumeSnapshotContent", "volumesnapshotcontents", false);
    private static final int ID = 8;

    private Marks() {}

    static String annotation(HasMetadata object, String key) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(key, "");
    }

    static String label(HasMetadata object, String key) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(key, "");
    }

    /** Eight characters that are the same for the same text. */
    public static String id(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, ID);
    }
}
