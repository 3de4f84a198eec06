package io.reservoir.controller.api.view;

import io.reservoir.model.decision.StageLine;
import java.util.List;

/** What one stage of the pipeline did. */
public record StageView(String stage, String text, double result, boolean changed) {
    public static List<StageView> of(List<StageLine> lines) {
        return lines.stream()
                .map(line -> new StageView(line.stage(), line.text(), line.result(), line.changed()))
                .toList();
    }
}
