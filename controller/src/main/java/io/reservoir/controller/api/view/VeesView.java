package io.reservoir.controller.api.view;

import java.util.List;

/** The VEEs that a service owns, by component and ordinal. */
public record VeesView(List<VeeView> vees) {}
