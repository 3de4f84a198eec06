package io.reservoir.controller.plan;

import static io.reservoir.controller.image.Story.GB;
import static io.reservoir.controller.image.Story.SMALL;

import io.reservoir.controller.image.Story;
import io.reservoir.controller.observe.Addresses;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.VeeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A situation in the making: a manifest, hosts, and what happened so far. */
final class Planning {
    static final Size LARGE = new Size(8, 16 * GB, 500 * GB);

    private final ServiceSpec spec;
    private final List<HostCapacity> hosts = new ArrayList<>();
    final Story story = new Story();
    private ReplicaValues values = ReplicaValues.UNKNOWN;

    private Planning(ServiceSpec spec) {
        this.spec = spec;
    }

    /** One component C1 of small VEEs with more statements about it. */
    static Planning of(String... statements) {
        return manifest("C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10 }\n" + String.join("\n", statements));
    }

    static Planning manifest(String text) {
        var compilation = Rsl.compile("shop.rsl", "service Shop\n" + text + "\n");
        if (compilation.service() == null) {
            throw new IllegalArgumentException(compilation.diagnostics().toString());
        }
        return new Planning(compilation.service().spec());
    }

    Planning host(String name, String domain) {
        return host(name, domain, 8);
    }

    /** What was read of replicas of C1, by their numbers. */
    Planning reading(Map<Integer, Double> newest) {
        var samples = new HashMap<Integer, ReplicaValues.Sample>();
        newest.forEach((replica, value) -> samples.put(replica, new ReplicaValues.Sample(value, story.at())));
        values = new ReplicaValues(Map.of(new ReplicaValues.Measured("C1", "Sessions"), samples));
        return this;
    }

    /** A host with room for so many small VEEs. */
    Planning host(String name, String domain, int room) {
        var taken = new Size(LARGE.vcpus() - room, 0, 0);
        hosts.add(new HostCapacity(new HostId(name), domain, LARGE, taken));
        return this;
    }

    Situation situation() {
        return new Situation(
                spec, SlaClasses.SHIPPED, story.image(), List.copyOf(hosts), Addresses.NONE, values, story.at());
    }

    Plan plan(int replicas) {
        return plan(replicas, 10);
    }

    Plan plan(int replicas, int max) {
        return plan(target("C1", replicas, max));
    }

    Plan plan(Target... targets) {
        return Planner.plan(situation(), List.of(targets));
    }

    static Target target(String component, int replicas, int max) {
        return new Target(component, replicas, max, SMALL, new Reason("wanted", null));
    }

    static List<String> hosts(Plan plan) {
        return steps(plan, Step.Start.class).stream().map(s -> s.host().name()).toList();
    }

    static <T extends Step> List<T> steps(Plan plan, Class<T> kind) {
        return plan.steps().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static <T extends Step> List<VeeId> vees(Plan plan, Class<T> kind) {
        return steps(plan, kind).stream().map(Step::vee).toList();
    }
}
