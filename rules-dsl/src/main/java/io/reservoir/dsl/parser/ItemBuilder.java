package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import java.util.List;

/** Builds the lines of a component's block. */
final class ItemBuilder {
    private final Spans spans;
    private final Quantities quantities;

    ItemBuilder(Spans spans, Quantities quantities) {
        this.spans = spans;
        this.quantities = quantities;
    }

    Item build(RslParser.ItemContext context) {
        var span = spans.of(context);
        return switch (context) {
            case RslParser.ImageItemContext c -> new Item.Image(span, spans.name(c.name()));
            case RslParser.NetworksItemContext c -> new Item.Networks(span, names(c.name()));
            case RslParser.AfterItemContext c -> new Item.After(span, names(c.name()));
            case RslParser.SpreadItemContext c -> new Item.Spread(span, spans.name(c.name()));
            case RslParser.ReplicasItemContext c ->
                new Item.Replicas(
                        span, c.replicaBound().stream().map(this::bound).toList());
            case RslParser.ReadyItemContext c ->
                new Item.Ready(span, probe(c.probe()), quantities.durationOrNull(c.duration()));
            case RslParser.NearItemContext c -> new Item.Later(span, "near");
            case RslParser.SetItemContext c -> new Item.Later(span, "set");
            case RslParser.VictimItemContext c -> new Item.Later(span, "victim");
            case RslParser.DrainItemContext c -> new Item.Later(span, "drain");
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    private Item.Bound bound(RslParser.ReplicaBoundContext context) {
        return new Item.Bound(spans.name(context.which), quantities.quantity(context.quantity()));
    }

    private Item.Probe probe(RslParser.ProbeContext context) {
        return switch (context) {
            case RslParser.BootProbeContext c -> new Item.Probe.Boot();
            case RslParser.AgentProbeContext c -> new Item.Probe.Agent();
            case RslParser.TcpProbeContext c ->
                new Item.Probe.Tcp(spans.name(c.NUMBER().getSymbol()));
            case RslParser.HttpProbeContext c ->
                new Item.Probe.Http(
                        spans.name(c.NUMBER().getSymbol()),
                        c.PATH() == null ? "/" : c.PATH().getText());
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    private List<Name> names(List<RslParser.NameContext> contexts) {
        return contexts.stream().map(spans::name).toList();
    }
}
