package io.reservoir.controller.api.view;

import java.util.List;

/** All services, by name. */
public record ServicesView(List<ServiceView> services) {}
