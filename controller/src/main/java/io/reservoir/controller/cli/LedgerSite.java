package io.reservoir.controller.cli;

import io.reservoir.controller.api.backend.Told;
import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.RulesView;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.explain.EntrySource;
import io.reservoir.controller.explain.Explanation;
import io.reservoir.controller.explain.Explanations;
import io.reservoir.controller.explain.Rederivation;
import io.reservoir.controller.image.Entries;
import io.reservoir.controller.image.Journal;
import io.reservoir.controller.node.Decider;
import io.reservoir.controller.whynot.Inquiry;
import io.reservoir.controller.whynot.LastDecision;
import io.reservoir.controller.whynot.WhyNot;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.drl.DrlPrinter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A site as a ledger tells it, without a server; the hosts are not asked. */
final class LedgerSite implements Site {
    private final Ledger ledger;

    LedgerSite(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<String> names() {
        return ledger.services().stream()
                .filter(service -> !service.equals(ServiceId.SITE))
                .map(ServiceId::name)
                .toList();
    }

    Ledger ledger() {
        return ledger;
    }

    /** A service that is there. */
    ServiceId id(String service) {
        Names.require(service, names());
        return new ServiceId(service);
    }

    @Override
    public List<ServiceView> services() {
        var views = new ArrayList<ServiceView>();
        for (var name : names()) {
            views.add(service(name));
        }
        return views;
    }

    @Override
    public ServiceView service(String service) {
        var id = id(service);
        var known = Told.of(ledger, id).known(null);
        if (known == null) {
            throw uncompiled(id);
        }
        return known.view();
    }

    private CheckedService program(ServiceId service) {
        var program = Told.of(ledger, service).program();
        if (program == null) {
            throw uncompiled(service);
        }
        return program;
    }

    private static Refusal uncompiled(ServiceId service) {
        return Refusal.of("the manifest of `" + service + "` in the ledger does not compile", null);
    }

    @Override
    public List<VeeView> vees(String service) {
        var image = Journal.replayed(ledger, id(service));
        return image.vees().values().stream()
                .map(vee -> VeeView.of(vee, image, null))
                .toList();
    }

    @Override
    public List<DecisionView> decisions(String service, @Nullable String component, int limit) {
        var newest = new ArrayDeque<DecisionView>();
        for (var entry : entries(service).after(0)) {
            if (entry.detail() instanceof EntryDetail.Decided decided) {
                for (var decision : decided.decisions()) {
                    if (component == null || component.equals(decision.component())) {
                        newest.addFirst(decision);
                    }
                }
            }
            while (newest.size() > limit) {
                newest.removeLast();
            }
        }
        return List.copyOf(newest);
    }

    @Override
    public EntrySource entries(String service) {
        return EntrySource.of(ledger, id(service));
    }

    @Override
    public @Nullable Explanation explanation(String service, Variable variable, @Nullable Instant at) {
        return Explanations.of(ledger, id(service), variable, at);
    }

    @Override
    public WhyNot whyNot(String service, Variable variable, Inquiry.About about) {
        var id = id(service);
        var program = program(id);
        if (!Decider.isDecided(program, variable)) {
            throw Refusal.of("there is no decision about `" + variable + "`", null);
        }
        var moment = LastDecision.of(id, Entries.of(ledger::read, id), program, SlaClasses.SHIPPED, variable);
        if (moment == null) {
            throw Refusal.of("no decision about " + variable + " is recorded under the manifest in force", null);
        }
        if (about instanceof Inquiry.About.Size(var size) && size == Inquiry.current(moment, variable)) {
            throw Refusal.of("the target of `" + variable + "` is that already", null);
        }
        return Inquiry.of(moment, variable, about, false);
    }

    @Override
    public Rederivation.Result verification(String service) {
        return Rederivation.of(ledger, id(service), SlaClasses.SHIPPED);
    }

    @Override
    public RulesView rules(String service) {
        return RulesView.of(service, DrlPrinter.print(program(id(service))));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
