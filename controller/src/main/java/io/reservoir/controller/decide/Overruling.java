package io.reservoir.controller.decide;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policy said that no other stage looks at.
 *
 * @param departures hosts that VEEs of the component should leave
 * @param firstToGo hosts whose VEEs go first if the component shrinks
 * @param stuck why the policy could not be asked, null if it could: nothing may be decided then
 */
record Overruling(
        List<Departure> departures,
        List<String> firstToGo,
        @Nullable String stuck) {
    static final Overruling NONE = new Overruling(List.of(), List.of(), null);

    Overruling leaving(Departure departure) {
        var all = new ArrayList<>(departures);
        all.add(departure);
        return new Overruling(List.copyOf(all), firstToGo, stuck);
    }

    Overruling preferring(List<String> hosts) {
        return new Overruling(departures, hosts, stuck);
    }
}
