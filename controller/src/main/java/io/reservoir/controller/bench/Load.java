package io.reservoir.controller.bench;

import io.reservoir.controller.intake.RawReading;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Services of two components, four series and four statements each, and readings of them in turn: the load of each
 * wanders up and down by itself, so that at any time some of them have to grow or shrink.
 *
 */
final class Load {
    static final int SERIES = 4;

    private static final int SERVICES_PER_HOST = 100;
    private static final int VEES_PER_SERVICE = 24;
    private static final long GB = 1L << 30;
    private static final double RADIANS_PER_SAMPLE = 0.005;
    private static final double MOST_REQUESTS = 5_000;

    private final List<String> names;

    /** Load of that many services. */
    Load(int services) {
        names = IntStream.range(0, services)
                .mapToObj(service -> id(service).name())
                .toList();
    }

    int services() {
        return names.size();
    }

    static ServiceId id(int service) {
        return new ServiceId("S" + service);
    }

    static String manifest(int service) {
        return """
                service %s
                C1(1 CPU, 1 GB, 1 GB disk) { replicas min 1 max 12 }
                C2(1 CPU, 1 GB, 1 GB disk) { replicas min 1 max 12 }
                metric RequestPerSecond(C1) gauge req/s sum every 10 s
                metric Users(C1) gauge sum every 10 s
                metric ResponseTime(C1) gauge ms p95 every 10 s
                metric Queue(C2) gauge sum every 10 s
                Load(C2) = 0.5 * RequestPerSecond(C1)
                Replicas(C1) = max(RequestPerSecond(C1) / %d, Users(C1) / 900) stabilise down 10 s
                Replicas(C2) = max(Load(C2) / 400, Queue(C2) / 60) stabilise down 10 s
                CPU(C1) = ResponseTime(C1) > 2 s ? 2 : 1
                """.formatted(id(service), 450 + service % 100);
    }

    /** Readings number {@code from} to {@code from + count}, all of that time. */
    List<RawReading> batch(long from, int count, Instant at) {
        var batch = new ArrayList<RawReading>(count);
        for (long number = from; number < from + count; number++) {
            int service = (int) (number / SERIES % services());
            long sample = number / SERIES / services();
            double share = 0.5 + 0.5 * Math.sin(sample * RADIANS_PER_SAMPLE + service % 97);
            batch.add(
                    switch ((int) (number % SERIES)) {
                        case 0 -> reading(service, "RequestPerSecond", "C1", MOST_REQUESTS * share, at);
                        case 1 -> reading(service, "Users", "C1", 2 * MOST_REQUESTS * share * share, at);
                        case 2 -> reading(service, "ResponseTime", "C1", 0.2 + share, at);
                        default -> reading(service, "Queue", "C2", 100 * share, at);
                    });
        }
        return batch;
    }

    /** Simulated hosts with room for all of them. */
    List<Host> hosts(InstantSource clock) {
        int count = Math.ceilDiv(services(), SERVICES_PER_HOST);
        int vcpus = 2 * VEES_PER_SERVICE * SERVICES_PER_HOST;
        var size = new Size(vcpus, vcpus * GB, vcpus * GB);
        var hosts = new ArrayList<Host>(count);
        for (int i = 0; i < count; i++) {
            hosts.add(SimulatedHost.inMemory(SimulatedHost.Settings.of("h" + i, "D1", size), FailurePlan.NONE, clock));
        }
        return hosts;
    }

    private RawReading reading(int service, String metric, String component, double value, Instant at) {
        return new RawReading(names.get(service), metric, component, 0, value, at);
    }
}
