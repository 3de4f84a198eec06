package io.reservoir.cluster.ownership;

import io.reservoir.model.site.NodeAddress;
import java.util.List;

/** Who is in the cluster, as far as this node can see now. What it says is a hint: it guards no effect. */
public interface Membership extends AutoCloseable {
    /** The nodes that are alive, this one among them unless it is shut out. Never blocks. */
    List<NodeAddress> members();

    /** From now on tells of every change of that, on any thread; what it calls must not block. */
    void whenChanged(Runnable listener);

    /** Leaves the cluster: the others see it go at once. */
    @Override
    void close();

    /** The membership of a node that is alone. */
    static Membership alone(NodeAddress self) {
        return new Membership() {
            @Override
            public List<NodeAddress> members() {
                return List.of(self);
            }

            @Override
            public void whenChanged(Runnable listener) {
                // nothing ever changes
            }

            @Override
            public void close() {}
        };
    }
}
