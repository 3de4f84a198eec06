package io.reservoir.controller.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabNetworkTest {
    @Test
    void isReadOffTheHostsOfALab() {
        var network = LabNetwork.of(List.of("qemu+tcp://10.77.0.11/system", "qemu+tcp://10.77.0.12/system"));
        assertThat(network.machine()).isEqualTo("10.77.0.1");
        assertThat(network.block()).isEqualTo("10.77.0.0/24");
        assertThat(List.of(network.firstGuest(), network.lastGuest())).containsExactly("10.77.0.100", "10.77.0.199");
    }

    @Test
    void refusesHostsThatNoLabHas() {
        for (var uri : List.of("qemu:///system", "qemu+tls://h1.example/system", "qemu+tcp://10.77.0.11/session", "")) {
            assertThatThrownBy(() -> LabNetwork.of(List.of(uri)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no host of a lab, such as qemu+tcp://10.77.0.11/system");
        }
        assertThatThrownBy(() -> LabNetwork.of(List.of("qemu+tcp://10.77.0.11/system", "qemu+tcp://10.78.0.12/system")))
                .hasMessage("the hosts are of several labs: 10.77.0, 10.78.0");
    }
}
