package io.reservoir.dsl.check;

import io.reservoir.model.service.DomainRule;
import io.reservoir.model.sla.SpreadPromise;

/** What of a class's spread can still be kept where a component may run: over how many domains, or hosts; 0 for none. */
record Owed(int domains, int hosts) {
    private static final Owed NOTHING = new Owed(0, 0);

    static Owed of(SpreadPromise promise, DomainRule rule) {
        if (promise.soft()) {
            return NOTHING;
        }
        return new Owed(promise.domains() <= domains(rule) ? promise.domains() : 0, promise.hosts());
    }

    /** How many domains a rule allows, as far as it says. */
    static int domains(DomainRule rule) {
        return switch (rule) {
            case DomainRule.Within(var domains) -> domains.size();
            case DomainRule.InOrder(var domains) -> domains.size();
            case DomainRule.Shares(var shares) ->
                (int) shares.values().stream().filter(share -> share > 0).count();
            case DomainRule.Except except -> Integer.MAX_VALUE;
        };
    }

    /** The fewest replicas that keep the promise. */
    int least() {
        return domains == 0 ? hosts : hosts == 0 ? domains : Math.min(domains, hosts);
    }

    @Override
    public String toString() {
        var inDomains = domains + " domains";
        var onHosts = hosts + " hosts";
        return domains == 0 ? onHosts : hosts == 0 ? inDomains : inDomains + " or " + onHosts;
    }
}
