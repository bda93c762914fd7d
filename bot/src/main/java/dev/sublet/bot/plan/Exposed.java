package dev.sublet.bot.plan;

import dev.sublet.bot.resource.ExposeSpec;

/** Where a virtual cluster's API is reached. Stateless. */
public final class Exposed {
    private Exposed() {}

    static boolean needsLoadBalancer(Wanted wanted) {
        return wanted.expose() != null && wanted.expose().way() == ExposeSpec.Way.LoadBalancer;
    }

    /** As kubeconfigs name a server outside. */
    public static String server(String host) {
        return "https://" + host + ":443";
    }

    /** From inside the host cluster. */
    public static String inside(Place wanted) {
        return "https://" + wanted.name() + "." + wanted.hostNamespace() + ".svc:443";
    }
}
