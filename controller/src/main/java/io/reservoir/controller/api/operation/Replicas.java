package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.vee.Vee;
import org.jspecify.annotations.Nullable;

/** Finds the VEE that a path names. */
final class Replicas {
    private Replicas() {}

    /** The VEE in its latest life, null where there is none. */
    static @Nullable Vee find(ServiceImage image, Call call) {
        Vee found = null;
        for (var vee : image.veesOf(call.get(Params.COMPONENT))) {
            // in the order of their ids: of one replica, the latest life comes last
            if (vee.id().ordinal() == call.get(Params.ORDINAL)) {
                found = vee;
            }
        }
        return found;
    }

    /** What a path names, in words. */
    static String inWords(Call call) {
        return "VEE `" + call.get(Params.SERVICE) + "/" + call.get(Params.COMPONENT) + "[" + call.get(Params.ORDINAL)
                + "]`";
    }
}
