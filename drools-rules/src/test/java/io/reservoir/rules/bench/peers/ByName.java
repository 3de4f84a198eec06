package io.reservoir.rules.bench.peers;

import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.bench.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Finds what a reading is of by its names, as everybody has to who takes readings. */
final class ByName {
    private final Map<ServiceId, Integer> services = new HashMap<>();
    private final Map<String, Integer> series = Workload.seriesByName();

    void add(int service) {
        services.put(Workload.id(service), service);
    }

    int service(Reading reading) {
        return Objects.requireNonNull(services.get(reading.service()));
    }

    int series(Reading reading) {
        return Objects.requireNonNull(series.get(reading.metric()));
    }
}
