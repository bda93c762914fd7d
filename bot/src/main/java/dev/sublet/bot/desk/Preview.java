package dev.sublet.bot.desk;

import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.plan.ChartValues;
import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Room;
import dev.sublet.bot.plan.Walls;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** What a request would make on the host, as YAML, without asking anybody. Stateless. */
public final class Preview {
    private Preview() {}

    /**
     * The objects and the chart's values.
     *
     * @throws dev.sublet.bot.plan.RefusedException when the blueprint does not allow the spec
     */
    public static String of(Blueprints blueprints, String name, VirtualClusterSpec spec) {
        return of(wanted(blueprints, name, spec));
    }

    /** What a request would be with all choices made. Errors as for {@link #of(Blueprints, String, VirtualClusterSpec)}. */
    public static Wanted wanted(Blueprints blueprints, String name, VirtualClusterSpec spec) {
        VirtualCluster resource = new VirtualCluster();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace("default");
        resource.setSpec(spec);
        return new Resolver(blueprints).resolve(resource, null);
    }

    private static String of(Wanted wanted) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(HostNamespace.of(wanted, Labels.USUAL));
        objects.add(Room.limitRange(wanted));
        objects.add(Room.quota(wanted));
        objects.addAll(Walls.of(wanted));
        StringBuilder text = new StringBuilder();
        objects.forEach(object -> text.append(YamlText.of(object)));
        text.append("---\n# values of chart ")
                .append(wanted.blueprint().chart().name())
                .append(' ')
                .append(wanted.chartVersion())
                .append(YamlText.of(ChartValues.of(wanted, false)).substring("---".length()));
        return text.toString();
    }
}
