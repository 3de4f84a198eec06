package io.reservoir.controller.execute;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notes each call before another host gets it, and answers some of them itself. */
final class RecordingHost implements Host {
    final List<Call> calls = new ArrayList<>();
    final Map<Verb, Outcome> instead = new EnumMap<>(Verb.class);
    private final Host host;
    private final Consumer<Call> check;

    record Call(Verb verb, VeeId vee, IntentId intent, Epoch epoch) {}

    RecordingHost(Host host, Consumer<Call> check) {
        this.host = host;
        this.check = check;
    }

    List<Verb> verbs() {
        return calls.stream().map(Call::verb).toList();
    }

    private Outcome call(Call call, Supplier<Outcome> real) {
        calls.add(call);
        check.accept(call);
        var answer = instead.get(call.verb());
        return answer == null ? real.get() : answer;
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
    public Outcome define(Definition definition, IntentId intent, Epoch epoch) {
        return call(
                new Call(Verb.DEFINE, definition.vee(), intent, epoch), () -> host.define(definition, intent, epoch));
    }

    @Override
    public Outcome activate(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.ACTIVATE, vee, intent, epoch), () -> host.activate(vee, intent, epoch));
    }

    @Override
    public Outcome pause(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.PAUSE, vee, intent, epoch), () -> host.pause(vee, intent, epoch));
    }

    @Override
    public Outcome resume(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.RESUME, vee, intent, epoch), () -> host.resume(vee, intent, epoch));
    }

    @Override
    public Outcome suspend(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.SUSPEND, vee, intent, epoch), () -> host.suspend(vee, intent, epoch));
    }

    @Override
    public Outcome shutdown(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.SHUTDOWN, vee, intent, epoch), () -> host.shutdown(vee, intent, epoch));
    }

    @Override
    public Outcome destroy(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.DESTROY, vee, intent, epoch), () -> host.destroy(vee, intent, epoch));
    }

    @Override
    public Outcome resize(VeeId vee, Size size, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.RESIZE, vee, intent, epoch), () -> host.resize(vee, size, intent, epoch));
    }

    @Override
    public Outcome limit(VeeId vee, List<Nic> nics, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.LIMIT, vee, intent, epoch), () -> host.limit(vee, nics, intent, epoch));
    }

    @Override
    public Outcome migrate(VeeId vee, Destination to, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.MIGRATE, vee, intent, epoch), () -> host.migrate(vee, to, intent, epoch));
    }

    @Override
    public Outcome stay(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.STAY, vee, intent, epoch), () -> host.stay(vee, intent, epoch));
    }

    @Override
    public Outcome attach(VeeId vee, VolumeSpec volume, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.ATTACH, vee, intent, epoch), () -> host.attach(vee, volume, intent, epoch));
    }

    @Override
    public Outcome detach(VeeId vee, String volume, IntentId intent, Epoch epoch) {
        return call(new Call(Verb.DETACH, vee, intent, epoch), () -> host.detach(vee, volume, intent, epoch));
    }

    @Override
    public @Nullable String door() {
        return host.door();
    }
}
