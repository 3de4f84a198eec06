package io.reservoir.controller.image;

import io.reservoir.model.ledger.Recorded;
import java.util.function.Consumer;

/** What else is made of a service's entries, one after the other, beside its image, and is kept in snapshots with it. */
public interface Follower extends Consumer<Recorded> {
    /** All that it has come to, in a form of its own. */
    String state();

    /** Goes on from such a state; anything else is an {@link IllegalArgumentException}, and changes nothing. */
    void restore(String state);

    /** One who makes nothing of them. */
    Follower NOBODY = new Follower() {
        @Override
        public void accept(Recorded recorded) {}

        @Override
        public String state() {
            return "";
        }

        @Override
        public void restore(String state) {}
    };
}
