package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Domain.Migration;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.xml.Mark;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moves from a host that are under way, each a long call on a connection that they share with nothing else. Safe
 * for use by many threads.
 */
final class Moves implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Moves.class);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LibvirtConnection connection;
    private final Map<VeeId, CompletableFuture<Answer<Boolean>>> underWay = new ConcurrentHashMap<>();

    Moves(LibvirtConnection connection) {
        this.connection = connection;
    }

    boolean isUnderWay(VeeId vee) {
        return underWay.containsKey(vee);
    }

    /** Begins one, and waits a moment for it to fail or to be over. */
    Outcome begin(Scene scene, Mark before, Migration migration) throws Fault, NotDone {
        var vee = scene.order().vee();
        var uuid = scene.uuid();
        var done = new CompletableFuture<Answer<Boolean>>();
        underWay.put(vee, done);
        Thread.ofPlatform().name("move-" + vee).daemon().start(() -> {
            var answer = move(scene, before, migration);
            tidy(scene.site().outfit(), vee, uuid, migration.destination(), answer);
            underWay.remove(vee);
            done.complete(answer);
            LOG.info("the move of {} to {} has ended: {}", vee, migration.destination(), text(answer));
        });
        try {
            return switch (done.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS)) {
                case Answer.Is<Boolean> is -> new Outcome.Done(scene.now());
                case Answer.Failed<Boolean>(var fault) -> throw new NotDone(Refusal.FAILED, fault.text());
                case Answer.Silent<Boolean>(var why) -> new Outcome.Lost(why);
            };
        } catch (TimeoutException e) {
            return new Outcome.InProgress();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.InProgress();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Answer<Boolean> move(Scene scene, Mark before, Migration migration) {
        return connection.call(LONGEST, session -> {
            try (var domain = session.domain(scene.uuid())) {
                if (domain == null) {
                    throw new Fault(Fault.Kind.NOT_THERE, "it is not there any more");
                }
                try {
                    domain.setMaxDowntime(scene.site().settings().moveDowntime());
                    domain.migrate(migration);
                    return true;
                } catch (Fault fault) {
                    stays(scene, domain, before, fault);
                    throw fault;
                }
            }
        });
    }

    /** What the VEE has at the host that it is not at is taken away. Where that is nobody knows, nothing is. */
    private void tidy(Outfit outfit, VeeId vee, UUID uuid, String destination, Answer<Boolean> answer) {
        var tidied = switch (answer) {
            case Answer.Is<Boolean> is -> connection.call(PATIENCE, here -> leave(outfit, here, vee, uuid));
            case Answer.Failed<Boolean> failed -> {
                try (var there = new LibvirtConnection("move-" + vee, destination, null)) {
                    yield there.call(PATIENCE, session -> leave(outfit, session, vee, uuid));
                }
            }
            case Answer.Silent<Boolean> silent -> answer;
        };
        if (!(tidied instanceof Answer.Is<Boolean>)) {
            LOG.warn("what {} had for its move to {} may be left there: {}", vee, destination, tidied);
        }
    }

    private static boolean leave(Outfit outfit, Session session, VeeId vee, UUID uuid) throws Fault {
        try (var domain = session.domain(uuid)) {
            if (domain == null) {
                outfit.leave(session, vee);
            }
            return domain == null;
        }
    }

    /** It is as it was. */
    private static void stays(Scene scene, Domain domain, Mark before, Fault fault) {
        try {
            Scene.write(domain, before);
            scene.site().outfit().stay(scene.order().vee());
        } catch (Fault again) {
            fault.addSuppressed(again);
        }
    }

    private static String text(Answer<Boolean> answer) {
        return switch (answer) {
            case Answer.Is<Boolean> is -> "it has arrived";
            case Answer.Failed<Boolean>(var fault) -> "it stays, " + fault.text();
            case Answer.Silent<Boolean>(var why) -> "nobody knows how, " + why;
        };
    }

    /** Waits a while until a move is over, however it ends; false if it is not. */
    boolean awaitEnd(VeeId vee) {
        var move = underWay.get(vee);
        if (move == null) {
            return true;
        }
        try {
            move.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
