package io.reservoir.libvirt.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reservoir.libvirt.binding.Session.Stats;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID DOMAIN = UUID.randomUUID();
    private static final VeeId VEE = new VeeId(new ServiceId("shop"), "C1", 3, 1);

    private final Sampler sampler = new Sampler();

    @Test
    void makesRatesOfTwoSamples() {
        assertThat(sample(0, stats(1_000_000_000L, 0, 0, 0, 0)).keySet()).containsExactly(Sampler.MEMORY);

        var values = sample(10, stats(11_000_000_000L, 2_000_000_000L, 40_000, 10_000, 5_000));

        assertThat(values.get(Sampler.CPU)).isEqualTo(0.5, within(1e-9));
        assertThat(values.get(Sampler.STEAL)).isEqualTo(0.1, within(1e-9));
        assertThat(values.get(Sampler.DISK_READ)).isEqualTo(4_000, within(1e-9));
        assertThat(values.get(Sampler.NETWORK_RECEIVED)).isEqualTo(1_000, within(1e-9));
        assertThat(values.get(Sampler.NETWORK_SENT)).isEqualTo(500, within(1e-9));
        assertThat(values.get(Sampler.MEMORY)).isEqualTo(64.0 * 1024 * 1024);
    }

    @Test
    void whatLibvirtDoesNotSayIsLeftOut() {
        sample(0, Map.of("cpu.time", 0L));
        assertThat(sample(10, Map.of("cpu.time", 5L))).isEmpty();
        assertThat(sample(20, Map.of("cpu.time", 10L, "vcpu.current", 1)).keySet())
                .containsExactly(Sampler.CPU);
    }

    @Test
    void aCountThatFellBeganAnew() {
        sample(0, stats(9_000_000_000L, 0, 0, 0, 0));
        assertThat(sample(10, stats(1_000_000_000L, 0, 0, 0, 0))).doesNotContainKey(Sampler.CPU);
        assertThat(sample(20, stats(2_000_000_000L, 0, 0, 0, 0))).containsKey(Sampler.CPU);
    }

    @Test
    void domainsOfOthersAreNotReported() {
        var readings = sampler.readings(START, List.of(new Stats(DOMAIN, "x", stats(0, 0, 0, 0, 0))), Map.of());
        assertThat(readings).isEmpty();
    }

    @Test
    void saysHowBusyTheHostIs() {
        var usage = HostUsage.of(
                START,
                Map.of("idle", 100L, "user", 100L),
                Map.of("idle", 175L, "user", 120L, "kernel", 5L),
                Map.of("total", 1_000L, "free", 200L, "cached", 300L));
        assertThat(usage.cpu()).isEqualTo(0.25, within(1e-9));
        assertThat(usage.memoryBytes()).isEqualTo(500 * 1024);
        assertThat(HostUsage.of(START, null, Map.of(), Map.of())).isEqualTo(new HostUsage(START, null, null));
    }

    private Map<String, Double> sample(long second, Map<String, Object> values) {
        return sampler
                .readings(START.plusSeconds(second), List.of(new Stats(DOMAIN, "x", values)), Map.of(DOMAIN, VEE))
                .stream()
                .peek(r -> assertThat(r.replica()).isEqualTo(3))
                .collect(Collectors.toMap(Reading::metric, Reading::value));
    }

    private static Map<String, Object> stats(long cpu, long delay, long read, long received, long sent) {
        return Map.ofEntries(
                Map.entry("cpu.time", cpu),
                Map.entry("vcpu.current", 2),
                Map.entry("vcpu.maximum", 4),
                Map.entry("vcpu.0.delay", delay),
                Map.entry("vcpu.1.delay", 0L),
                Map.entry("balloon.current", 131_072L),
                Map.entry("balloon.unused", 65_536L),
                Map.entry("block.count", 1),
                Map.entry("block.0.rd.bytes", read),
                Map.entry("block.0.wr.bytes", 0L),
                Map.entry("net.count", 1),
                Map.entry("net.0.rx.bytes", received),
                Map.entry("net.0.tx.bytes", sent));
    }
}
