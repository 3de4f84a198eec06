package io.reservoir.controller.host;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.model.port.Outcome;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** What an agent counts of itself, for Prometheus. Safe for many threads. */
final class AgentTelemetry implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    AgentTelemetry() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** A number that is asked for when metrics are. */
    <T> void watch(String name, T source, ToDoubleFunction<T> number) {
        registry.gauge(name, source, number);
    }

    /** A call at the host is over. */
    void called(HostCall call, Outcome outcome, Duration took) {
        var how = switch (outcome) {
            case Outcome.Done done -> "done";
            case Outcome.InProgress inProgress -> "in-progress";
            case Outcome.Refused refused -> "refused-" + ViewJson.word(refused.why());
            case Outcome.Lost lost -> "lost";
        };
        Timer.builder("reservoir.agent.calls")
                .description("calls at the host, without the wait for their turn")
                .tag("verb", ViewJson.word(call.verb()))
                .tag("outcome", how)
                .register(registry)
                .record(took);
    }

    /** A request was answered. */
    void requested(String operation, int status, Duration took) {
        Timer.builder("reservoir.http.requests")
                .description("requests, by operation and status")
                .tag("operation", operation)
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(took);
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
