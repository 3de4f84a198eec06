package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import java.util.HashMap;
import java.util.Map;

/**
 * The room of a host, kept for what is being made or resized until that is seen in its inventory. Safe for use by
 * many threads, each of which looks and reserves while it holds this object's lock.
 */
final class Room {
    private final Map<VeeId, Size> reserved = new HashMap<>();

    /**
     * Keeps room for a VEE to be of that size, until {@link #release}; or says that there is none.
     *
     * @param taken of the total, by what is in the inventory and by volumes
     */
    void reserve(VeeId vee, Size wanted, Size total, Size taken, Inventory inventory) throws NotDone {
        var coming = reserved.entrySet().stream()
                .filter(each -> !each.getKey().equals(vee))
                .map(each -> each.getValue().minus(held(each.getKey(), inventory)))
                .reduce(Size.NOTHING, Size::plus);
        var free = total.minus(taken.plus(coming));
        if (!wanted.minus(held(vee, inventory)).fitsIn(free)) {
            throw new NotDone(Refusal.FULL, "free are " + free);
        }
        reserved.put(vee, wanted);
    }

    private static Size held(VeeId vee, Inventory inventory) {
        var ours = inventory.ours().get(vee);
        return ours == null ? Size.NOTHING : ours.size();
    }

    synchronized void release(VeeId vee) {
        reserved.remove(vee);
    }
}
