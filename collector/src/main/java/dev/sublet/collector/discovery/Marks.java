package dev.sublet.collector.discovery;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The labels and annotations by which vcluster marks what it makes, and the questions asked of them. */
final class Marks {
    static final String MANAGED_BY = "vcluster.loft.sh/managed-by";
    static final String VIRTUAL_NAMESPACE = "vcluster.loft.sh/namespace";
    static final String OBJECT_NAME = "vcluster.loft.sh/object-name";
    static final String OBJECT_NAMESPACE = "vcluster.loft.sh/object-namespace";
    static final String OBJECT_HOST_NAME = "vcluster.loft.sh/object-host-name";
    static final String OBJECT_HOST_NAMESPACE = "vcluster.loft.sh/object-host-namespace";
    static final String MAIN_APP = "vcluster";
    static final String SNAPSHOT_APP = "vcluster-snapshot";

    private static final Set<String> CONTROL_PLANE_APPS =
            Set.of(MAIN_APP, "vcluster-etcd", "vcluster-api", "vcluster-controller");

    private Marks() {}

    static @Nullable String managedBy(Map<String, String> labels) {
        return labels.get(MANAGED_BY);
    }

    static @Nullable String release(Map<String, String> labels) {
        return labels.get("release");
    }

    static boolean isMain(Map<String, String> labels) {
        return MAIN_APP.equals(labels.get("app")) && release(labels) != null;
    }

    /** Control planes carry app and release; a tenant can write neither release nor drop managed-by. */
    static boolean looksLikeControlPlane(Map<String, String> labels) {
        String app = labels.get("app");
        return app != null && CONTROL_PLANE_APPS.contains(app) && release(labels) != null && managedBy(labels) == null;
    }

    static boolean looksLikeSnapshot(Map<String, String> labels) {
        return SNAPSHOT_APP.equals(labels.get("app")) && release(labels) != null && managedBy(labels) == null;
    }

    static boolean isDnsApp(Map<String, String> labels) {
        return "vcluster-kube-dns".equals(labels.get("k8s-app"));
    }
}
