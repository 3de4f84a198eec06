package io.reservoir.controller.simulation;

import java.util.ArrayList;
import java.util.List;

/** Who reaches whom. */
final class Network {
    /** No message from one of these to one of those. */
    record Cut(List<String> from, List<String> to) {}

    private final List<Cut> cuts = new ArrayList<>();
    private final Dice dice;
    private double loss;

    Network(Dice dice) {
        this.dice = dice;
    }

    void cut(Cut cut) {
        cuts.add(cut);
    }

    void mend(Cut cut) {
        cuts.remove(cut);
    }

    void lose(double share) {
        loss = share;
    }

    void mendAll() {
        cuts.clear();
        loss = 0;
    }

    /** True if a message that is sent now arrives. */
    boolean delivers(String from, String to) {
        for (var cut : cuts) {
            if (cut.from.contains(from) && cut.to.contains(to)) {
                return false;
            }
        }
        return loss == 0 || !dice.chance(loss);
    }
}
