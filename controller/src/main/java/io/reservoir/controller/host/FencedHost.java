package io.reservoir.controller.host;

import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Verb;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host behind a {@link Fence}: an owner that is over, a VEE that was destroyed and a call that was overtaken are
 * refused, by what is on the disk and before the host hears of them. Calls of the same VEE must come one at a time.
 */
public final class FencedHost implements HostByCalls {
    private static final Logger LOG = LoggerFactory.getLogger(FencedHost.class);

    private final Host host;
    private final Fence fence;
    private final Answers answers = new Answers();

    public FencedHost(Host host, Fence fence) {
        this.host = host;
        this.fence = fence;
    }

    @Override
    public HostId id() {
        return host.id();
    }

    @Override
    public @Nullable HostCapacity capacity() {
        return host.capacity();
    }

    @Override
    public @Nullable List<Sighting> list() {
        return host.list();
    }

    @Override
    public @Nullable String door() {
        return host.door();
    }

    @Override
    public Outcome call(HostCall call) {
        try {
            return fenced(call);
        } catch (IOException e) {
            LOG.error("{}: {} of {} is refused, it cannot be kept", id(), call.verb(), call.vee(), e);
            return new Outcome.Refused(Refusal.FAILED, id() + " cannot write its fence: " + e.getMessage());
        }
    }

    private Outcome fenced(HostCall call) throws IOException {
        var newest = fence.admit(call.vee().service(), call.epoch());
        if (call.epoch().compareTo(newest) < 0) {
            return new Outcome.Refused(
                    Refusal.STALE_EPOCH, id() + ": epoch " + call.epoch() + " is over, " + newest + " has spoken");
        }
        var answered = answers.to(call);
        if (answered != null) {
            return answered;
        }
        var outcome = made(call);
        answers.keep(call, outcome);
        return outcome;
    }

    private Outcome made(HostCall call) throws IOException {
        if (call.verb() == Verb.DESTROY) {
            fence.bury(call.vee());
        } else if (call.verb() == Verb.DEFINE && fence.isBuried(call.vee())) {
            return new Outcome.Refused(
                    Refusal.WRONG_STATE, id() + ": " + call.vee() + " was destroyed and is never defined again");
        }
        return call.at(host);
    }
}
