package io.reservoir.cluster.store;

import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.HandOversContract;

class MemoryHandOversTest extends HandOversContract {
    @Override
    protected HandOvers openEmpty() {
        return new MemoryHandOvers();
    }
}
