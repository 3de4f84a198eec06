package io.reservoir.rules.compile;

import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;

/** Notes at each service's fact which of its statements have fired. */
final class FiringListener extends DefaultAgendaEventListener {
    @Override
    public void afterMatchFired(AfterMatchFiredEvent event) {
        var match = event.getMatch();
        if (match.getRule().getMetaData().get(ShapeCompiler.Metadata.INDEX) instanceof Integer index) {
            ShapeSession.factOf(match).noteFired(index);
        }
    }
}
