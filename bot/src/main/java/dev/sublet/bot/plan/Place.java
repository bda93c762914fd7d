package dev.sublet.bot.plan;

import dev.sublet.bot.resource.Owner;
import org.jspecify.annotations.Nullable;

/** A virtual cluster as far as one has to know it to reach it and to say whose it is. */
public interface Place {
    /** Of the resource and of the Helm release. */
    String name();

    /** Of the resource. */
    String namespace();

    /** Of the resource. */
    String uid();

    /** In which it runs. */
    String hostNamespace();

    Owner owner();

    /** The DNS name by which it is reached from outside of the host cluster; null for none. */
    @Nullable
    String outside();

    /** The resource's namespace and name, as one text. */
    default String reference() {
        return namespace() + "/" + name();
    }
}
