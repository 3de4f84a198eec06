package io.reservoir.controller.explain;

import io.reservoir.model.vee.VeeId;

/** Ids of VEEs as views have them. */
final class VeeNames {
    private VeeNames() {}

    static String component(String id) {
        return VeeId.parse(id).component();
    }

    /** {@code C1[3]}, whichever life it is in. */
    static String replica(String id) {
        return VeeId.parse(id).replica();
    }

    /** {@code C1[3]}, and which life of it unless it is the first. */
    static String shown(String id) {
        var vee = VeeId.parse(id);
        return vee.incarnation() == 1 ? vee.replica() : vee.replica() + "#" + vee.incarnation();
    }
}
