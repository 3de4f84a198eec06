package io.reservoir.controller.api.view;

import io.reservoir.model.port.Host;
import org.jspecify.annotations.Nullable;

/**
 * An interface of a VEE.
 *
 * @param network its name within the service
 * @param address its IP address; absent where its host knows none
 * @param ceilingBytesPerSecond what it may use at most in each direction; absent where nothing bounds it
 */
public record AttachmentView(
        String network, @Nullable String address, @Nullable Long ceilingBytesPerSecond) {
    public static AttachmentView of(Host.Attachment attachment) {
        var nic = attachment.nic();
        return new AttachmentView(nic.network(), attachment.address(), nic.ceilingBytesPerSecond());
    }
}
