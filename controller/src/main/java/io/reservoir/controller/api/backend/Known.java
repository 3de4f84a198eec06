package io.reservoir.controller.api.backend;

import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.node.Node;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service as it was at one moment.
 *
 * @param latest the last evaluation of each variable
 * @param maxima the most VEEs that each component may own, as far as is known
 * @param age how old its last entry is, where the ledger tells it because its owner is away; null where its owner does
 */
public record Known(
        ServiceImage image,
        CheckedService program,
        List<Decision> latest,
        Map<String, Integer> maxima,
        @Nullable Duration age) {

    /** As its owner sees it, on the thread of that node; null where there is no such service. */
    public static @Nullable Known of(Node node, ServiceId service) {
        var image = node.image(service);
        var program = node.program(service);
        return image == null || program == null
                ? null
                : new Known(
                        image,
                        program,
                        List.copyOf(node.latest(service).values()),
                        Map.copyOf(node.maxima(service)),
                        null);
    }

    public ServiceView view() {
        return ServiceView.of(image, program, latest, maxima, age);
    }
}
