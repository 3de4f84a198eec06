package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.explain.Background.Made;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains what stands in a ledger: pure functions of its entries. */
public final class Explanations {
    private Explanations() {}

    /**
     * The last recorded decision about a variable.
     *
     * @param at only what was recorded at that time or earlier; null for the newest
     * @return null if there is none
     */
    public static @Nullable Explanation of(Ledger ledger, ServiceId service, Variable variable, @Nullable Instant at) {
        return of(EntrySource.of(ledger, service), variable, at);
    }

    /** The same from wherever entries are read. */
    public static @Nullable Explanation of(EntrySource ledger, Variable variable, @Nullable Instant at) {
        var made = Background.of(ledger, entry -> isUpTo(entry, at)).decision(variable.toString());
        return made == null ? null : of(ledger, made);
    }

    /**
     * A life of a VEE.
     *
     * @param replica such as {@code C1[3]}
     * @param life which of its incarnations; null for the last one
     * @param at only what was recorded at that time or earlier; null for all
     * @return null if there never was such a VEE
     */
    public static @Nullable VeeExplanation ofVee(
            EntrySource ledger, String replica, @Nullable Integer life, @Nullable Instant at) {
        var background = new Background();
        VeeStory story = null;
        for (var entry : ledger.after(0)) {
            if (!isUpTo(entry, at)) {
                break;
            }
            story = VeeStory.of(story, entry, replica, life);
            if (story != null) {
                story.add(entry, background);
            }
            background.add(entry);
        }
        return story == null ? null : story.told(made -> of(ledger, made));
    }

    /**
     * One entry, and the way from it back to the manifest.
     *
     * @return null if the ledger does not reach as far
     */
    public static @Nullable EntryExplanation ofEntry(EntrySource ledger, long seq) {
        var background = Background.of(ledger, entry -> entry.seq() < seq);
        for (var entry : ledger.after(seq - 1)) {
            var decisions = new ArrayList<Explanation>();
            decisions(background, entry).forEach(made -> decisions.add(of(ledger, made)));
            return new EntryExplanation(entry, background.behind(entry), List.copyOf(decisions));
        }
        return null;
    }

    private static List<Made> decisions(Background background, EntryView entry) {
        var components = background.components(entry);
        if (entry.detail() instanceof EntryDetail.Decided decided) {
            background.add(entry);
            return decided.decisions().stream()
                    .map(DecisionView::variable)
                    .map(background::decision)
                    .flatMap(Stream::ofNullable)
                    .toList();
        }
        return components.stream()
                .flatMap(component -> background.decisionsAbout(component).stream())
                .toList();
    }

    private static boolean isUpTo(EntryView entry, @Nullable Instant at) {
        return at == null || !entry.at().isAfter(at);
    }

    private static Explanation of(EntrySource ledger, Made made) {
        return new Explanation(
                made.entry().service(),
                Headline.of(made.decision()),
                made.entry().epoch(),
                made.manifest() == null ? 0 : made.manifest().seq(),
                made.decision(),
                sourceLine(made),
                Plans.after(ledger, made));
    }

    private static @Nullable String sourceLine(Made made) {
        var statement = made.decision().statement();
        return statement == null
                        || made.manifest() == null
                        || !(made.manifest().detail() instanceof EntryDetail.Submitted submitted)
                ? null
                : submitted
                        .manifest()
                        .lines()
                        .skip(statement.line() - 1L)
                        .findFirst()
                        .orElse(null);
    }
}
