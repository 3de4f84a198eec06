package io.reservoir.controller.snapshot;

import io.reservoir.controller.image.Follower;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.port.Ledger.Snapshot;
import io.reservoir.model.service.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An image and what follows it as one text: the version, a CRC-32C of what comes then, and JSON. A text of another
 * version, or with a fault, is worth nothing: the ledger has all that it was made of.
 */
public final class Snapshots {
    /** Raised whenever {@link Replay} or a follower makes something else of the same entries, or the JSON changes. */
    public static final int VERSION = 4;

    private Snapshots() {}

    private record Kept(ServiceImage image, String follower) {}

    /** What is to be kept of a service now. */
    public static Snapshot of(ServiceImage image, Follower follower) {
        var json = StateJson.write(new Kept(image, follower.state()));
        return new Snapshot(image.lastSeq(), VERSION + " " + checksum(json) + " " + json);
    }

    /** The image that was kept, with the follower brought to the same point; null where it is of no use. */
    public static @Nullable ServiceImage image(ServiceId service, Snapshot snapshot, Follower follower) {
        var parts = snapshot.state().split(" ", 3);
        if (parts.length != 3 || !parts[0].equals(Integer.toString(VERSION)) || !parts[1].equals(checksum(parts[2]))) {
            return null;
        }
        try {
            var kept = StateJson.read(parts[2], Kept.class);
            if (!kept.image().id().equals(service) || kept.image().lastSeq() != snapshot.seq()) {
                return null;
            }
            follower.restore(kept.follower());
            return kept.image();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String checksum(String json) {
        var crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
