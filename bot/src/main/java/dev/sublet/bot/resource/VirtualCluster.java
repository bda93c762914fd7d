package dev.sublet.bot.resource;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A virtual cluster that someone wants. Slack, the command line and Git write its spec; the operator alone writes its
 * status. Its name is the name of the Helm release.
 */
@Group(VirtualCluster.GROUP)
@Version(VirtualCluster.VERSION)
@Plural("virtualclusters")
@Singular("virtualcluster")
@ShortNames("vc")
public final class VirtualCluster extends CustomResource<VirtualClusterSpec, VirtualClusterStatus>
        implements Namespaced {
    public static final String GROUP = "sublet.dev";
    public static final String VERSION = "v1alpha1";
    private static final long serialVersionUID = 1L;

    /** Not before there is one: a spec without its required fields would be no spec. */
    @Override
    @SuppressWarnings("NullAway")
    protected VirtualClusterSpec initSpec() {
        return null;
    }

    @Override
    protected VirtualClusterStatus initStatus() {
        return VirtualClusterStatus.NONE;
    }
}
