package io.reservoir.controller.api.view;

import java.util.List;

/** Whether this node is well. */
public record HealthView(boolean ok, List<Check> checks) {
    /** One thing that was looked at. */
    public record Check(String name, boolean ok, String detail) {}
}
