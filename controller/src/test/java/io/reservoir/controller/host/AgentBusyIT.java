package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose host takes long over a call says that it is busy, which is no failure. */
class AgentBusyIT {
    @TempDir
    private Path directory;

    @Test
    void aSecondCallAboutAVeeIsToldThatTheHostIsBusy() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var lab = new AgentLab(directory.resolve("h1"));
                var agent = HostAgent.start(
                        slow(lab.simulated, begun, goOn),
                        directory.resolve("slow"),
                        ServerSettings.local(0).with(HostAgent.LIMITS),
                        InstantSource.system(),
                        () -> "id")) {
            var host = lab.links.host(
                    AgentLab.H1,
                    URI.create("http://127.0.0.1:" + agent.address().getPort()),
                    null);
            var definition = AgentLab.definition(AgentLab.vee(1));
            var intent = lab.next();
            var first = CompletableFuture.supplyAsync(() -> host.define(definition, intent, AgentLab.EPOCH));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(host.define(definition, lab.next(), AgentLab.EPOCH))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                        assertThat(refused.why()).isEqualTo(Refusal.BUSY);
                        assertThat(refused.detail()).contains("too much to do; nothing was done");
                    });
            goOn.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
            assertThat(host.define(definition, lab.next(), AgentLab.EPOCH)).isInstanceOf(Outcome.Done.class);
        }
    }

    private static Host slow(Host host, CountDownLatch begun, CountDownLatch goOn) {
        return (Host) Proxy.newProxyInstance(
                Host.class.getClassLoader(), new Class<?>[] {Host.class}, (self, method, arguments) -> {
                    if (method.getName().equals("define")) {
                        begun.countDown();
                        assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
                    }
                    return method.invoke(host, arguments);
                });
    }
}
