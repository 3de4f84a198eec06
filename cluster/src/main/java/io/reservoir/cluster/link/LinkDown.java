package io.reservoir.cluster.link;

/** A request could not be sent, or its answer did not come. Whether the peer did it is not known. */
public final class LinkDown extends Exception {
    LinkDown(String why) {
        super(why);
    }
}
