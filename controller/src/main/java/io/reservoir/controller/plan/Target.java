package io.reservoir.controller.plan;

import io.reservoir.model.plan.Reason;
import io.reservoir.model.service.Size;

/**
 * What a component should come to.
 *
 * @param replicas how many VEEs are wanted
 * @param max how many may be owned, in whatever state
 * @param size what each of them should be given
 */
public record Target(String component, int replicas, int max, Size size, Reason reason) {}
