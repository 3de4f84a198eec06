package io.reservoir.controller.api.view;

import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.port.Host;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One VEE.
 *
 * @param id such as {@code WebShop/C1[3]#1}
 * @param state the last that its host reported; absent before it was defined
 * @param host absent while it is pending
 * @param movingTo where it is on its way to, absent while it stays
 * @param since when it came into its phase
 * @param decidedBy the ledger entry whose plan brought it into being
 * @param attachments its networks as its host showed them last; empty where no host was asked
 * @param volumes the names of those that it has, as its host showed them last
 * @param call the ledger entry of the call about it that is under way, absent where none is
 */
public record VeeView(
        String id,
        String component,
        int ordinal,
        int incarnation,
        VeePhase phase,
        @Nullable VeeState state,
        @Nullable String host,
        @Nullable String movingTo,
        SizeView size,
        Instant since,
        long decidedBy,
        List<AttachmentView> attachments,
        List<String> volumes,
        @Nullable Long call) {
    /**
     * The VEE as its controller and its host show it.
     *
     * @param sighting as its host showed it last, null where no host was asked
     */
    public static VeeView of(Vee vee, ServiceImage image, Host.@Nullable Sighting sighting) {
        var id = vee.id();
        var host = vee.host();
        return new VeeView(
                id.toString(),
                id.component(),
                id.ordinal(),
                id.incarnation(),
                vee.phase(),
                vee.state(),
                host == null ? null : host.name(),
                movingTo(vee, image),
                SizeView.of(vee.size()),
                vee.since(),
                vee.decidedBy(),
                sighting == null
                        ? List.of()
                        : sighting.attachments().stream()
                                .map(AttachmentView::of)
                                .toList(),
                sighting == null ? List.of() : sighting.volumes(),
                call(vee, image));
    }

    private static @Nullable Long call(Vee vee, ServiceImage image) {
        for (var call : image.inFlight().entrySet()) {
            if (call.getValue().claim().vee().equals(vee.id())) {
                return call.getKey().claimedAt();
            }
        }
        return null;
    }

    private static @Nullable String movingTo(Vee vee, ServiceImage image) {
        for (var call : image.inFlight().values()) {
            var to = call.claim().to();
            if (to != null && call.claim().vee().equals(vee.id())) {
                return to.name();
            }
        }
        return null;
    }
}
