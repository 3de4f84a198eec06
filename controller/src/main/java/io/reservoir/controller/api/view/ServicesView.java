package io.reservoir.controller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All services, by name.
 *
 * @param missing which services cannot be shown now, in words; null where all are
 */
public record ServicesView(
        List<ServiceView> services, @Nullable List<String> missing) {}
