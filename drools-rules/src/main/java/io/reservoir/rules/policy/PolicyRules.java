package io.reservoir.rules.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AgendaEventListener;
import org.kie.api.event.rule.RuleRuntimeEventListener;

/**
 * Compiled policy, ready to be asked. Each question has a session of its own that begins empty and is thrown away, so
 * that an answer depends on its facts alone. Any thread may ask.
 */
public final class PolicyRules implements Judge {
    private final KieBase base;
    private final String hash;
    private final String author;
    private final List<RuleName> rules;
    private final List<RuleFile> files;

    PolicyRules(KieBase base, String hash, String author, List<RuleName> rules, List<RuleFile> files) {
        this.base = base;
        this.hash = hash;
        this.author = author;
        this.rules = List.copyOf(rules);
        this.files = List.copyOf(files);
    }

    /** SHA-256 over all texts in force, in hexadecimal digits. */
    public String hash() {
        return hash;
    }

    /** Who brought it into force. */
    public String author() {
        return author;
    }

    /** The shipped rules that are in force, then the operator's. */
    public List<RuleName> rules() {
        return rules;
    }

    /** All texts in force: {@link PolicyCompiler#restore} makes the same policy of them, in any release. */
    public List<RuleFile> files() {
        return files;
    }

    @Override
    public Judgement<Verdict> judge(Standing standing, List<HostStanding> hosts, @Nullable Proposal proposal) {
        var facts = new ArrayList<Object>(hosts.size() + 2);
        facts.add(standing);
        facts.addAll(hosts);
        if (proposal != null) {
            facts.add(proposal);
        }
        return ask(facts, Verdict.class);
    }

    /** What the rules add to a charge and take off it. */
    public Judgement<Adjustment> adjust(Violation violation, List<CreditStep> steps) {
        var facts = new ArrayList<Object>(steps.size() + 1);
        facts.add(violation);
        facts.addAll(steps);
        return ask(facts, Adjustment.class);
    }

    /** Inserts facts in that order, fires, and reads off what of a kind the rules inserted. */
    <T extends Opinion> Judgement<T> ask(List<?> facts, Class<T> kind) {
        var session = base.newKieSession();
        var listener = new VerdictListener<>(kind, this::authorOf);
        try {
            session.addEventListener((RuleRuntimeEventListener) listener);
            session.addEventListener((AgendaEventListener) listener);
            facts.forEach(session::insert);
            var fired = session.fireAllRules(PolicyLimits.FIRINGS);
            return fired < PolicyLimits.FIRINGS
                    ? new Judgement.Judged<>(listener.verdicts())
                    : new Judgement.Stuck<>(
                            listener.busiest(), "fired " + PolicyLimits.FIRINGS + " times and did not come to an end");
        } catch (RuntimeException | StackOverflowError e) {
            return new Judgement.Stuck<>(listener.last(), "failed: " + rootOf(e));
        } finally {
            session.dispose();
        }
    }

    private String authorOf(String rule) {
        for (var named : rules) {
            if (named.shipped() && named.name().equals(rule)) {
                return ShippedRules.AUTHOR;
            }
        }
        return author;
    }

    private static String rootOf(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
