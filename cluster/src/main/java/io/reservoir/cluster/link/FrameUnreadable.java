package io.reservoir.cluster.link;

/** What came over a link is no frame of ours, or a damaged one. The link is closed, for nothing after it can be trusted. */
public final class FrameUnreadable extends Exception {
    FrameUnreadable(String why) {
        super(why);
    }
}
