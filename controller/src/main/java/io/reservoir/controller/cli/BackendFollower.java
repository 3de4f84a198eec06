package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.AttachmentView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.lab.Backend;
import io.reservoir.controller.lab.Balancer;
import io.reservoir.model.vee.VeePhase;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Keeps a balancer in step with the VEEs of one component, by what a server says of them: one that is ready gets
 * requests, and one that is to stop gets no more from the moment that its stop is planned.
 */
final class BackendFollower implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(200);

    private final ServerSite site;
    private final String service;
    private final String component;
    private final String network;
    private final int port;
    private final Balancer balancer;
    private final Thread thread;

    /** Follows the component's VEEs, at that port of their addresses in that network. */
    BackendFollower(ServerSite site, String service, String component, String network, int port, Balancer balancer) {
        this.site = site;
        this.service = service;
        this.component = component;
        this.network = network;
        this.port = port;
        this.balancer = balancer;
        thread = Thread.ofVirtual().name("backends").start(this::follow);
    }

    private void follow() {
        try {
            while (true) {
                look();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be asked now is asked again soon; until then all stays as it is. */
    private void look() {
        try {
            balancer.follow(site.vees(service).stream().flatMap(this::backend).toList());
        } catch (Refusal | ProblemReply | UncheckedIOException e) {
            // the run itself asks the same server and the same balancer, and says so
        }
    }

    private Stream<Backend> backend(VeeView vee) {
        return vee.component().equals(component) && isThere(vee.phase())
                ? address(vee.attachments())
                        .map(address -> new Backend(vee.id(), address, port, vee.phase() == VeePhase.READY))
                : Stream.of();
    }

    private Stream<String> address(List<AttachmentView> attachments) {
        return attachments.stream()
                .filter(attachment -> attachment.network().equals(network))
                .map(AttachmentView::address)
                .filter(Objects::nonNull);
    }

    private static boolean isThere(VeePhase phase) {
        return switch (phase) {
            case READY, STARTING, DRAINING, STOPPING, HELD, UNKNOWN -> true;
            case PENDING, FAILED, GONE -> false;
        };
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
