package io.reservoir.controller.api.view;

import java.util.List;

/**
 * The snapshots of a service.
 *
 * @param snapshots by host, VEE and name
 * @param silent hosts that did not answer: what they have is not among them
 */
public record SnapshotsView(List<SnapshotView> snapshots, List<String> silent) {}
