package io.reservoir.controller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * How many VEEs a component has.
 *
 * @param target the committed number of replicas; absent before the first decision
 * @param min what the manifest says of the component, 1 where it says nothing; a statement may want more
 * @param max never more than that are owned, by the last evaluation
 * @param owned all of those that follow
 */
public record ComponentView(
        String name,
        SizeView size,
        @Nullable String slaClass,
        @Nullable Integer target,
        int min,
        int max,
        int owned,
        int ready,
        int starting,
        int pending,
        int held,
        int draining,
        int stopping,
        int failed,
        int unknown) {}
