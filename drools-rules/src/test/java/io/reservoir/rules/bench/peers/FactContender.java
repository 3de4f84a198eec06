package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.Readings;
import io.reservoir.rules.bench.Workload;
import java.util.ArrayList;
import java.util.List;

/** A rule engine that is told of a {@link ShopFact} for each service. Windows are kept outside of it. */
abstract class FactContender implements Contender {
    /** Properties of the series. */
    static final List<String> SERIES = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    private final ByName names = new ByName();
    private final List<ShopFact> facts = new ArrayList<>();

    /** Takes a service in, the next one. */
    abstract void insert(int service, ShopFact fact);

    /** Lets the rules look at a fact one of whose series has changed, until nothing is due. */
    abstract void settle(int service, ShopFact fact, int series);

    @Override
    public final void deploy(int service) {
        var fact = new ShopFact(Workload.capacity(service));
        facts.add(fact);
        names.add(service);
        insert(service, fact);
    }

    @Override
    public final int take(Readings readings, int index) {
        int service = names.service(readings.reading(index));
        int series = names.series(readings.reading(index));
        var fact = facts.get(service);
        fact.add(series, readings.nanos(index), readings.value(index));
        settle(service, fact, series);
        return fact.takeChanges();
    }

    @Override
    public final int target(int service, int assignment) {
        return facts.get(service).target(assignment);
    }

    @Override
    public double[] values(int service) {
        return ShopRules.values(facts.get(service));
    }
}
