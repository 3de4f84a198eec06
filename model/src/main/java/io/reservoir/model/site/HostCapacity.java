package io.reservoir.model.site;

import io.reservoir.model.service.Size;

/**
 * What a host holds.
 *
 * @param domain the administrative domain that it stands in
 * @param total what may be given to VEEs
 * @param taken what its domains take, those that are not ours included, and its volumes, whether a VEE has them or not
 */
public record HostCapacity(HostId host, String domain, Size total, Size taken) {
    public Size free() {
        return total.minus(taken);
    }
}
