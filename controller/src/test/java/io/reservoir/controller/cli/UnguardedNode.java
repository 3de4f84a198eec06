package io.reservoir.controller.cli;

import io.reservoir.controller.api.ControlPlane;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Witness;
import io.reservoir.model.service.ServiceId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * A controller whose epochs guard nothing, to see what they guard: its ledger takes entries under whatever tenure they
 * come, behind whatever the owner has written meanwhile, and hosts hear the same epoch of everybody.
 */
public final class UnguardedNode {
    private static final Epoch EVERYBODYS = new Epoch(1L << 40);

    private UnguardedNode() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Serve(UnguardedNode::unguarded)).execute(args));
    }

    private static ControlPlane.Parts unguarded(ControlPlane.Parts parts) {
        return new ControlPlane.Parts(
                parts.seat(),
                parts.ids(),
                unguarded(parts.ledger()),
                parts.hosts().stream().map(UnguardedNode::unguarded).toList(),
                parts.clock(),
                parts.classes(),
                parts.policy(),
                parts.lanes(),
                parts.passEvery(),
                parts.readings(),
                parts.http(),
                parts.peers());
    }

    private static Ledger unguarded(Ledger ledger) {
        return proxy(Ledger.class, (proxy, method, arguments) -> {
            if (method.getName().equals("append")) {
                return append(ledger, arguments);
            }
            return method.invoke(ledger, arguments);
        });
    }

    /** What the epoch of the writer would keep out is written as if by the owner, who has mostly written by then. */
    @SuppressWarnings("unchecked")
    private static Ledger.Appended append(Ledger ledger, Object[] arguments) {
        var service = (ServiceId) arguments[0];
        var mine = (Ledger.Tenure) arguments[1];
        var expectedSeq = (Long) arguments[2];
        var at = (Instant) arguments[3];
        var entries = (List<Entry>) arguments[4];
        var appended = ledger.append(service, mine, expectedSeq, at, entries);
        if (!(appended instanceof Ledger.Appended.Fenced(var owner)) || owner == null) {
            return appended;
        }
        var behind = ledger.append(service, owner, expectedSeq, at, entries);
        while (behind instanceof Ledger.Appended.Conflict(var lastSeq)) {
            behind = ledger.append(service, owner, lastSeq, at, entries);
        }
        return behind;
    }

    private static Host unguarded(Host host) {
        InvocationHandler speaking = (proxy, method, arguments) -> method.invoke(
                host,
                arguments == null
                        ? null
                        : Arrays.stream(arguments)
                                .map(argument -> argument instanceof Epoch ? EVERYBODYS : argument)
                                .toArray());
        return (Host) Proxy.newProxyInstance(
                UnguardedNode.class.getClassLoader(), new Class<?>[] {Host.class, Witness.class}, honest(speaking));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(UnguardedNode.class.getClassLoader(), new Class<?>[] {type}, honest(handler)));
    }

    /** What a method throws is thrown as it is. */
    private static InvocationHandler honest(InvocationHandler handler) {
        return (proxy, method, arguments) -> {
            try {
                return handler.invoke(proxy, method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
    }
}
