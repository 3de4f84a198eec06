package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SettingPart;
import java.util.List;

/** Builds the lines of a component's block. */
final class ItemBuilder {
    private final Spans spans;
    private final Texts texts;
    private final Quantities quantities;

    ItemBuilder(Spans spans, Texts texts, Quantities quantities) {
        this.spans = spans;
        this.texts = texts;
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
            case RslParser.NearItemContext c -> new Item.Near(span, spans.name(c.name()));
            case RslParser.SetItemContext c ->
                new Item.Set(
                        span,
                        spans.name(c.name()),
                        c.settingPart().stream().map(this::part).toList());
            case RslParser.VictimItemContext c ->
                new Item.Victim(span, spans.name(c.name()), spans.nameOrNull(c.direction));
            case RslParser.DrainItemContext c ->
                new Item.Drain(
                        span,
                        spans.name(c.name()),
                        quantities.quantity(c.quantity()),
                        quantities.durationOrNull(c.duration()));
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    private Item.Bound bound(RslParser.ReplicaBoundContext context) {
        return new Item.Bound(spans.name(context.which), quantities.quantity(context.quantity()));
    }

    private SettingPart part(RslParser.SettingPartContext context) {
        return switch (context) {
            case RslParser.TextPartContext c ->
                new SettingPart.Written(texts.text(c.STRING().getSymbol()));
            case RslParser.NumberPartContext c -> new SettingPart.Amount(quantities.quantity(c.quantity()));
            case RslParser.ResolvedPartContext c ->
                new SettingPart.Resolved(
                        spans.of(c),
                        spans.name(c.name()),
                        c.place().stream().map(quantities::place).toList());
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
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
