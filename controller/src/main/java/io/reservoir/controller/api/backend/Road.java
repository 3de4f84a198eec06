package io.reservoir.controller.api.backend;

import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.Intake;
import io.reservoir.controller.node.Lanes;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Takes checked readings to the lanes of this node, and to the nodes that own the services of the others. */
final class Road implements Intake.Site {
    private final Lanes lanes;
    private final Peers peers;
    private final Catalogue catalogue;
    private final ToIntFunction<List<Reading>> here;

    /** @param here takes readings of our own services, and says how many of them some statement looks at */
    Road(Lanes lanes, Peers peers, Catalogue catalogue, ToIntFunction<List<Reading>> here) {
        this.lanes = lanes;
        this.peers = peers;
        this.catalogue = catalogue;
        this.here = here;
    }

    @Override
    public @Nullable CheckedService program(ServiceId service) {
        return peers.isOurs(service) ? lanes.program(service) : catalogue.program(service);
    }

    @Override
    public List<String> services() {
        return lanes.services();
    }

    @Override
    public Admission accept(List<Reading> readings) {
        if (peers.areNone()) {
            return Admission.Taken.of(here.applyAsInt(readings), readings.size());
        }
        var ours = new ArrayList<Reading>();
        var theirs = new HashMap<NodeAddress, List<Reading>>();
        for (var reading : readings) {
            if (peers.isOurs(reading.service())) {
                ours.add(reading);
            } else {
                theirs.computeIfAbsent(peers.owner(reading.service()), owner -> new ArrayList<>())
                        .add(reading);
            }
        }
        for (var part : theirs.entrySet()) {
            if (peers.link(part.getKey()).isFull(part.getValue().size())) {
                return new Admission.Busy("more waits for node " + part.getKey().node() + " already than it takes");
            }
        }
        var accepted = ours.isEmpty() ? 0 : here.applyAsInt(ours);
        theirs.forEach((owner, part) -> peers.link(owner).send(part));
        return new Admission.Taken(accepted, ours.size() - accepted, readings.size() - ours.size());
    }
}
