package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.EngineContender;
import java.util.List;

/** All that is compared with the closure loop: our engine and the others. */
final class Peers {
    static final List<Contender.Entry> ALL = List.of(
            new Contender.Entry(EngineContender.NAME, EngineContender::new),
            new Contender.Entry(KieBaseEach.NAME, KieBaseEach::new),
            new Contender.Entry(DrlEach.NAME, DrlEach::new),
            new Contender.Entry(EsperPerShape.NAME, EsperPerShape::new),
            new Contender.Entry(EvretePerShape.NAME, EvretePerShape::new),
            new Contender.Entry(Cel.NAME, workload -> new ExpressionLoop(Cel.NAME, new Cel(), workload)),
            new Contender.Entry(Jexl.NAME, workload -> new ExpressionLoop(Jexl.NAME, new Jexl(), workload)));

    private Peers() {}

    static Contender.Entry of(String name) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contender is called " + name));
    }
}
