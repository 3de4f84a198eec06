package io.reservoir.controller.policy;

import io.reservoir.cluster.store.EntryUnreadable;
import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Owners;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.policy.PolicyRules;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node to the policy of its site: what another node, which owns the site's ledger, has taken into force there is
 * taken into force here too. For one thread.
 */
public final class PolicyFollower {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFollower.class);

    private final Ledger ledger;
    private final Owners owners;
    private final Consumer<PolicyRules> taking;
    private String known;

    /** The entry that could not be read when that was last told, 0 for none. */
    private long unreadable;

    /**
     * Makes one.
     *
     * @param known hash of the policy that this node began with
     * @param taking takes a policy into force on this node
     */
    public PolicyFollower(Ledger ledger, Owners owners, String known, Consumer<PolicyRules> taking) {
        this.ledger = ledger;
        this.owners = owners;
        this.known = known;
        this.taking = taking;
    }

    /** Looks whether there is another one. */
    public void look() {
        if (owners.isOurs(Shard.of(ServiceId.SITE)) || owners.ownerOf(Shard.of(ServiceId.SITE)) == null) {
            return;
        }
        try {
            var archive = new PolicyArchive(ledger::read);
            var last = archive.last();
            if (last == null || last.equals(known)) {
                return;
            }
            known = last;
            var rules = archive.find(last);
            if (rules == null) {
                LOG.error("the site's policy {} does not compile here: this node keeps the one before", last);
            } else {
                LOG.info("policy {} of {} is in force, as the site's ledger says", last, rules.author());
                taking.accept(rules);
            }
        } catch (StoreUnavailable e) {
            LOG.debug("the site's policy is looked at later: {}", e.getMessage());
        } catch (EntryUnreadable e) {
            if (e.seq() != unreadable) {
                unreadable = e.seq();
                LOG.error("the site's policy cannot be read here: this node keeps the one before: {}", e.getMessage());
            }
        }
    }
}
