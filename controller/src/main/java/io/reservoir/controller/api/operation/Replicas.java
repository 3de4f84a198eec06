package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.port.Host;
import io.reservoir.model.vee.Vee;
import java.util.List;
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

    /** The VEE beside what its host showed of it when it was last asked. */
    static VeeView view(Vee vee, Backend backend) {
        var pass = backend.lastPass();
        var host = vee.host();
        var attachments = pass == null || host == null
                ? List.<Host.Attachment>of()
                : pass.view().sightings(host, vee.id().service()).stream()
                        .filter(sighting -> sighting.vee().equals(vee.id()))
                        .flatMap(sighting -> sighting.attachments().stream())
                        .toList();
        return VeeView.of(vee, attachments);
    }

    /** What a path names, in words. */
    static String inWords(Call call) {
        return "VEE `" + call.get(Params.SERVICE) + "/" + call.get(Params.COMPONENT) + "[" + call.get(Params.ORDINAL)
                + "]`";
    }
}
