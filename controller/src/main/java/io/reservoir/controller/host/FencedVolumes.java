package io.reservoir.controller.host;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The volumes of a host behind a {@link Fence}: an owner that is over deletes none. */
record FencedVolumes(HostId host, Volumes volumes, Fence fence) implements Volumes {
    @Override
    public @Nullable Listing volumes(ServiceId service) {
        return volumes.volumes(service);
    }

    @Override
    public Outcome delete(ServiceId service, String volume, Epoch epoch) {
        try {
            var newest = fence.admit(service, epoch);
            return epoch.compareTo(newest) < 0
                    ? new Outcome.Refused(
                            Refusal.STALE_EPOCH, host + ": epoch " + epoch + " is over, " + newest + " has spoken")
                    : volumes.delete(service, volume, epoch);
        } catch (IOException e) {
            return new Outcome.Refused(Refusal.FAILED, host + " cannot write its fence: " + e.getMessage());
        }
    }
}
