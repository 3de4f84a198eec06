package io.reservoir.libvirt.verb;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.vee.VeeId;

/** Who is meant by a call, and on whose behalf. */
record Order(VeeId vee, IntentId intent, Epoch epoch) {}
