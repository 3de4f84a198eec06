package io.reservoir.controller.api.view;

import io.reservoir.model.service.Size;

/** What one VEE takes, or a host holds. */
public record SizeView(int vcpus, long memoryBytes, long diskBytes) {
    public static SizeView of(Size size) {
        return new SizeView(size.vcpus(), size.memoryBytes(), size.diskBytes());
    }
}
