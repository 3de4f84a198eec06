package io.reservoir.controller.host;

import io.reservoir.model.port.Host;
import io.reservoir.model.port.HostContract;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract of hosts through an agent and real sockets; the agent is started again where a controller is. */
class AgentHostIT extends HostContract {
    @TempDir
    private Path directory;

    private AgentLab lab;
    private AgentLab neighbour;

    /** After what the kit does after each test. */
    @RegisterExtension
    private final AfterEachCallback closing = context -> {
        neighbour.close();
        lab.close();
    };

    @BeforeEach
    void open() {
        lab = new AgentLab(directory.resolve("h1"));
        neighbour = lab.neighbour(directory.resolve("h2"));
    }

    @Override
    protected Host host() {
        return lab.host;
    }

    @Override
    protected Host neighbour() {
        return neighbour.host;
    }

    @Override
    protected List<String> networks() {
        return List.of("RED", "public");
    }

    @Override
    protected Host reopened() {
        lab.restart();
        return lab.connect(AgentLab.H1);
    }

    @Override
    protected Instant now() {
        return lab.clock.instant();
    }

    @Override
    protected void pass(Duration time) {
        lab.clock.advance(time);
    }

    @Override
    protected void placeForeignDomain(String name, Size size) {
        lab.simulated.placeForeign(name, size);
    }

    @Override
    protected boolean isForeignDomainUntouched(String name) {
        return lab.simulated.foreign().contains(name);
    }

    @Override
    protected String domainName(VeeId id) {
        return id.toString();
    }
}
