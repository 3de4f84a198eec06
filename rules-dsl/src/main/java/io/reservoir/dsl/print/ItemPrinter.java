package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.SettingPart;
import java.util.List;

/** Prints the lines of a component's block. A drain until {@code = 5} is one until {@code <= 5}, and says so. */
final class ItemPrinter {
    private final Written written;

    ItemPrinter(Written written) {
        this.written = written;
    }

    Phrase print(Item item) {
        var phrase = new Phrase().add(item.keyword()).add(" ");
        switch (item) {
            case Item.Image image -> phrase.add(image.name().text());
            case Item.Networks networks -> phrase.add(Written.names(networks.names()));
            case Item.Replicas replicas -> bounds(phrase, replicas.bounds());
            case Item.After after -> phrase.add(Written.names(after.components()));
            case Item.Ready ready -> {
                phrase.add(probe(ready.probe()));
                written.optional(phrase, " within ", ready.within());
            }
            case Item.Spread spread -> phrase.add(Spelling.word(spread.over()));
            case Item.Near near -> phrase.add(near.component().text());
            case Item.Set set -> {
                phrase.add(set.key().text()).add(" = ");
                parts(phrase, set.parts());
            }
            case Item.Victim victim -> {
                var direction = victim.direction();
                phrase.add("by ").add(Spelling.indicator(victim.metric()));
                phrase.add(direction == null ? "" : " " + direction.lower());
            }
            case Item.Drain drain -> {
                phrase.add("until ").add(Spelling.indicator(drain.metric()));
                phrase.add(drain.bound().number().signum() == 0 ? " = " : " <= ");
                written.quantity(phrase, drain.bound());
                written.optional(phrase, " max ", drain.max());
            }
        }
        return phrase;
    }

    private void bounds(Phrase phrase, List<Item.Bound> bounds) {
        for (var i = 0; i < bounds.size(); i++) {
            phrase.add(i == 0 ? "" : " ").add(bounds.get(i).which().lower()).add(" ");
            written.quantity(phrase, bounds.get(i).number());
        }
    }

    /** The path of a probe is {@code /} where none is written. */
    private static String probe(Item.Probe probe) {
        return switch (probe) {
            case Item.Probe.Boot boot -> "boot";
            case Item.Probe.Agent agent -> "agent";
            case Item.Probe.Tcp tcp -> "tcp :" + tcp.port().text();
            case Item.Probe.Http http ->
                "http GET :" + http.port().text() + (http.path().equals("/") ? "" : http.path());
        };
    }

    private void parts(Phrase phrase, List<SettingPart> parts) {
        for (var i = 0; i < parts.size(); i++) {
            phrase.add(i == 0 ? "" : " + ");
            switch (parts.get(i)) {
                case SettingPart.Written text -> phrase.add(written.text(text.text()));
                case SettingPart.Amount amount -> written.quantity(phrase, amount.quantity());
                case SettingPart.Resolved resolved -> {
                    var arguments =
                            resolved.arguments().stream().map(written::place).toList();
                    phrase.add(Spelling.setting(resolved.function())).add("(" + String.join(", ", arguments) + ")");
                }
            }
        }
    }
}
