package io.reservoir.controller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host as it was when it was last looked at.
 *
 * @param reachable false where it did not answer; all that follows is absent then
 * @param vees ids of the VEEs of ours on it
 */
public record HostView(
        String host,
        boolean reachable,
        @Nullable String domain,
        @Nullable SizeView total,
        @Nullable SizeView taken,
        @Nullable SizeView free,
        List<String> vees) {}
