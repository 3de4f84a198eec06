package io.reservoir.model.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tier of a service: VEEs of one size and image.
 *
 * @param image the name of an image, null where none was written
 * @param networks names of networks, in the order of the interfaces
 * @param after components that must be ready before this one starts
 * @param near components whose hosts or domains are preferred
 * @param settings what the guest is told
 * @param victim who goes first, null where nothing was written
 * @param drain how one knows that a VEE may stop, null where nothing was written
 * @param slaClass the name of the SLA class bound to the component, null where none is
 */
public record Component(
        String name,
        Size size,
        @Nullable String image,
        List<String> networks,
        ReplicaBounds bounds,
        List<String> after,
        Probe ready,
        Spread spread,
        List<String> near,
        List<Setting> settings,
        @Nullable VictimRule victim,
        @Nullable DrainRule drain,
        DomainRule deploy,
        @Nullable String slaClass) {}
