package io.reservoir.libvirt.verb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleLogsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu:///system",
                "qemu:///session",
                "qemu+unix:///system",
                "qemu+unix:///system?socket=/run/libvirt/libvirt-sock",
                "test:///default"
            })
    void aUriWithoutAMachineMeansThisOne(String uri) {
        assertThat(ConsoleLogs.isOfThisMachine(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu://h1/system",
                "qemu+tls://h1/system",
                "qemu+ssh://root@h1/system",
                "qemu+tcp://127.0.0.1/system",
                "qemu+tcp:///system",
                "qemu+unix://h1/system",
                "not a uri"
            })
    void anyOtherMayMeanAnother(String uri) {
        assertThat(ConsoleLogs.isOfThisMachine(uri)).isFalse();
    }
}
