package io.reservoir.controller.api.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All hosts of the site, by name.
 *
 * @param at when they were looked at; absent before the first look
 */
public record HostsView(@Nullable Instant at, List<HostView> hosts) {}
