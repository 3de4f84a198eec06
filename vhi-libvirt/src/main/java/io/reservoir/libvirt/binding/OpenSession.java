package io.reservoir.libvirt.binding;

/** A session and those who use it: it is closed when it is retired and the last of them has left. */
final class OpenSession {
    private final Session session;
    private int users;
    private boolean retired;

    OpenSession(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    synchronized boolean enter() {
        if (!retired) {
            users++;
        }
        return !retired;
    }

    synchronized void leave() {
        users--;
        closeIfUnused();
    }

    synchronized void retire() {
        if (!retired) {
            retired = true;
            closeIfUnused();
        }
    }

    /** A closing connection may wait for its other end, so it is closed on a thread of its own. */
    private void closeIfUnused() {
        if (retired && users == 0) {
            Thread.ofPlatform()
                    .name("libvirt-close")
                    .daemon()
                    .start(() -> session.libvirt.calls.virConnectClose(session.pointer));
        }
    }
}
