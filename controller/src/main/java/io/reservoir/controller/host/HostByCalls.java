package io.reservoir.controller.host;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.util.List;

/** A host to which all verbs are alike: each is a {@link HostCall}. */
interface HostByCalls extends Host {
    Outcome call(HostCall call);

    @Override
    default Outcome define(Definition definition, IntentId intent, Epoch epoch) {
        return call(
                new HostCall(Verb.DEFINE, definition.vee(), intent, epoch, definition, null, null, null, null, null));
    }

    @Override
    default Outcome activate(VeeId vee, IntentId intent, Epoch epoch) {
        return call(HostCall.of(Verb.ACTIVATE, vee, intent, epoch));
    }

    @Override
    default Outcome pause(VeeId vee, IntentId intent, Epoch epoch) {
        return call(HostCall.of(Verb.PAUSE, vee, intent, epoch));
    }

    @Override
    default Outcome resume(VeeId vee, IntentId intent, Epoch epoch) {
        return call(HostCall.of(Verb.RESUME, vee, intent, epoch));
    }

    @Override
    default Outcome suspend(VeeId vee, IntentId intent, Epoch epoch) {
        return call(HostCall.of(Verb.SUSPEND, vee, intent, epoch));
    }

    @Override
    default Outcome shutdown(VeeId vee, IntentId intent, Epoch epoch) {
        return call(HostCall.of(Verb.SHUTDOWN, vee, intent, epoch));
    }

    @Override
    default Outcome destroy(VeeId vee, IntentId intent, Epoch epoch) {
        return call(HostCall.of(Verb.DESTROY, vee, intent, epoch));
    }

    @Override
    default Outcome resize(VeeId vee, Size size, IntentId intent, Epoch epoch) {
        return call(new HostCall(Verb.RESIZE, vee, intent, epoch, null, size, null, null, null, null));
    }

    @Override
    default Outcome limit(VeeId vee, List<Nic> nics, IntentId intent, Epoch epoch) {
        return call(new HostCall(Verb.LIMIT, vee, intent, epoch, null, null, nics, null, null, null));
    }

    @Override
    default Outcome migrate(VeeId vee, Destination to, IntentId intent, Epoch epoch) {
        return call(new HostCall(Verb.MIGRATE, vee, intent, epoch, null, null, null, to, null, null));
    }

    @Override
    default Outcome stay(VeeId vee, IntentId intent, Epoch epoch) {
        return call(HostCall.of(Verb.STAY, vee, intent, epoch));
    }

    @Override
    default Outcome attach(VeeId vee, VolumeSpec volume, IntentId intent, Epoch epoch) {
        return call(new HostCall(Verb.ATTACH, vee, intent, epoch, null, null, null, null, volume, null));
    }

    @Override
    default Outcome detach(VeeId vee, String volume, IntentId intent, Epoch epoch) {
        return call(new HostCall(Verb.DETACH, vee, intent, epoch, null, null, null, null, null, volume));
    }
}
