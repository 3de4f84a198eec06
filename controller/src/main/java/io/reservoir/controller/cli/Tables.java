package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.AttachmentView;
import io.reservoir.controller.api.view.ComponentView;
import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.HostView;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.SizeView;
import io.reservoir.controller.api.view.SourceView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.explain.Rederivation;
import io.reservoir.controller.explain.Table;
import io.reservoir.controller.explain.Table.Cell;
import io.reservoir.controller.explain.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Views as tables. */
final class Tables {
    private Tables() {}

    static Table services(List<ServiceView> services, boolean wide) {
        var table = Table.headed(
                "SERVICE", "STATE", "READY", "OWNED", "TARGET", "COMPONENTS", wide ? "MANIFEST" : "", "LAST CHANGE");
        for (var service : services) {
            table.row(
                    service.service(),
                    Lifecycles.words(service.lifecycle()),
                    sum(service, ComponentView::ready),
                    sum(service, ComponentView::owned),
                    sum(service, component -> component.target() == null ? 0 : component.target()),
                    wide ? counted(service) : names(service),
                    wide ? "#" + service.manifestSeq() : "",
                    Words.of(service.lastAt()));
        }
        return table;
    }

    private static String sum(ServiceView service, ToIntFunction<ComponentView> count) {
        return Integer.toString(service.components().stream().mapToInt(count).sum());
    }

    private static String names(ServiceView service) {
        return service.components().stream().map(ComponentView::name).collect(Collectors.joining(" "));
    }

    private static String counted(ServiceView service) {
        return service.components().stream()
                .map(component -> component.name() + ":" + component.ready() + "/" + target(component))
                .collect(Collectors.joining(" "));
    }

    private static String target(ComponentView component) {
        return component.target() == null ? "-" : component.target().toString();
    }

    static Table components(ServiceView service, boolean wide, Style style) {
        var table = Table.headed(narrow(
                wide,
                "COMPONENT",
                "SLA",
                "TARGET",
                "READY",
                "STARTING",
                "PENDING",
                "FAILED",
                "OWNED",
                "MIN",
                "MAX",
                "HELD",
                "DRAINING",
                "STOPPING",
                "UNKNOWN",
                "SIZE"));
        for (var component : service.components()) {
            var cells = new ArrayList<>(List.of(
                    Cell.of(component.name()),
                    Cell.of(or(component.slaClass())),
                    Cell.of(target(component)),
                    Cell.of(count(component.ready())),
                    Cell.of(count(component.starting())),
                    Cell.of(count(component.pending())),
                    style.bad(component.failed()),
                    Cell.of(count(component.owned())),
                    Cell.of(count(component.min())),
                    Cell.of(count(component.max()))));
            if (wide) {
                cells.addAll(List.of(
                        Cell.of(count(component.held())),
                        Cell.of(count(component.draining())),
                        Cell.of(count(component.stopping())),
                        style.bad(component.unknown()),
                        Cell.of(Words.of(component.size()))));
            }
            table.row(cells.toArray(Cell[]::new));
        }
        return table;
    }

    private static String[] narrow(boolean wide, String... names) {
        return wide ? names : Arrays.copyOf(names, 10);
    }

    private static String count(int count) {
        return Integer.toString(count);
    }

    static Table variables(ServiceView service) {
        var table = Table.headed("TARGET", "VALUE", "AT", "BECAUSE", "STATEMENT");
        for (var variable : service.variables()) {
            table.row(
                    variable.variable(),
                    Words.of(variable.variable(), variable.target()),
                    Words.of(variable.at()),
                    variable.because(),
                    place(variable.statement()));
        }
        return table;
    }

    static Table vees(List<VeeView> vees, boolean wide, Style style) {
        var table = wide
                ? Table.headed("VEE", "PHASE", "STATE", "HOST", "SINCE", "SIZE", "NETWORKS", "VOLUMES", "PLAN", "ID")
                : Table.headed("VEE", "PHASE", "STATE", "HOST", "SINCE");
        for (var vee : vees) {
            var cells = new ArrayList<>(List.of(
                    Cell.of(Replica.shown(vee.id())),
                    style.phase(vee.phase()),
                    Cell.of(vee.state() == null ? "-" : Words.of(vee.state())),
                    Cell.of(vee.movingTo() == null ? or(vee.host()) : or(vee.host()) + " -> " + vee.movingTo()),
                    Cell.of(Words.of(vee.since()))));
            if (wide) {
                cells.addAll(List.of(
                        Cell.of(Words.of(vee.size())),
                        Cell.of(networks(vee.attachments())),
                        Cell.of(vee.volumes().isEmpty() ? "-" : String.join(", ", vee.volumes())),
                        Cell.of("#" + vee.decidedBy()),
                        Cell.of(vee.id())));
            }
            table.row(cells.toArray(Cell[]::new));
        }
        return table;
    }

    /** Such as {@code RED 10.1.0.3 at most 5 MB/s, public 10.77.0.101}. */
    private static String networks(List<AttachmentView> attachments) {
        var all = attachments.stream()
                .map(attachment -> {
                    var ceiling = attachment.ceilingBytesPerSecond();
                    return attachment.network()
                            + (attachment.address() == null ? "" : " " + attachment.address())
                            + (ceiling == null ? "" : " at most " + Words.bytes(ceiling) + "/s");
                })
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "-" : all;
    }

    static Table decisions(List<DecisionView> decisions, boolean wide) {
        var table = Table.headed(
                "ENTRY", "AT", "VARIABLE", "FROM", "TO", "UNMET", "AUTHORITY", "BECAUSE", wide ? "STATEMENT" : "");
        for (var decision : decisions) {
            var variable = decision.variable();
            table.row(
                    "#" + decision.seq(),
                    Words.of(decision.at()),
                    variable,
                    Words.of(variable, decision.from()),
                    Words.of(variable, decision.target()),
                    decision.unmet() == 0 ? "-" : Words.of(variable, decision.unmet()),
                    decision.authority().words(),
                    decision.because(),
                    wide ? place(decision.statement()) : "");
        }
        return table;
    }

    static Table hosts(List<HostView> hosts, Style style) {
        var table = Table.headed(
                "HOST", "DOMAIN", "STATE", "VCPUS FREE", "OF", "MEMORY FREE", "OF", "DISK FREE", "OF", "VEES");
        for (var host : hosts) {
            table.row(
                    Cell.of(host.host()),
                    Cell.of(or(host.domain())),
                    new Cell(
                            host.reachable() ? "reachable" : "silent",
                            text -> host.reachable() ? style.green(text) : style.red(text)),
                    Cell.of(vcpus(host.free())),
                    Cell.of(vcpus(host.total())),
                    Cell.of(memory(host.free())),
                    Cell.of(memory(host.total())),
                    Cell.of(disk(host.free())),
                    Cell.of(disk(host.total())),
                    Cell.of(count(host.vees().size())));
        }
        return table;
    }

    static Table differences(List<Rederivation.Difference> differences) {
        var table = Table.headed("ENTRY", "VARIABLE", "WHAT", "RECORDED", "WORKED OUT");
        for (var difference : differences) {
            table.row(
                    "#" + difference.seq(),
                    difference.variable(),
                    difference.what(),
                    difference.recorded(),
                    difference.derived());
        }
        return table;
    }

    private static String vcpus(@Nullable SizeView size) {
        return size == null ? "-" : count(size.vcpus());
    }

    private static String memory(@Nullable SizeView size) {
        return size == null ? "-" : Words.bytes(size.memoryBytes());
    }

    private static String disk(@Nullable SizeView size) {
        return size == null ? "-" : Words.bytes(size.diskBytes());
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private static String place(@Nullable SourceView statement) {
        return statement == null ? "-" : statement.file() + ":" + statement.line() + ":" + statement.column();
    }
}
