package io.reservoir.controller.api.view;

import java.util.List;

/**
 * The volumes of a service.
 *
 * @param volumes by name
 * @param silent hosts that did not answer: what they have is not shown
 */
public record VolumesView(List<VolumeView> volumes, List<String> silent) {}
