package dev.sublet.bot.resource;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A passing change to a virtual cluster whose spec Git owns. The operator merges it until it expires. */
@Group(VirtualCluster.GROUP)
@Version(VirtualCluster.VERSION)
@Plural("virtualclusteroverrides")
@Singular("virtualclusteroverride")
@ShortNames("vco")
public final class VirtualClusterOverride extends CustomResource<OverrideSpec, Void> implements Namespaced {
    private static final long serialVersionUID = 1L;

    /** Not before there is one. */
    @Override
    @SuppressWarnings("NullAway")
    protected OverrideSpec initSpec() {
        return null;
    }
}
