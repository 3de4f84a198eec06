package io.reservoir.controller.cli;

import io.reservoir.controller.api.http.TlsSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who this process is to others of its site, and whom it trusts. */
final class TlsOptions {
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "the certificate that this process shows to agents and nodes, in PEM; with it go --tls-key and "
                            + "--tls-ca")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "its private key, in PEM, not encrypted")
    private @Nullable Path key;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "the certificate, in PEM, by which those of all others are signed")
    private @Nullable Path authority;

    /** What is set, null where nothing is; what is wrong with it is an {@link IllegalArgumentException}. */
    @Nullable
    TlsSettings settings() {
        if (certificate == null && key == null && authority == null) {
            return null;
        }
        if (certificate == null || key == null || authority == null) {
            throw new IllegalArgumentException("--tls-cert, --tls-key and --tls-ca go together");
        }
        return new TlsSettings(certificate, key, authority);
    }
}
