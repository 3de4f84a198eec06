package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.libvirt.network.Cidr;
import io.reservoir.libvirt.network.NetworkSettings;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSpecTest {
    @Test
    void readsWhatIsSetAndTakesTheRestAsInTheExample() {
        var settings = settings("sim:a-1,domain=Domain 3,cpus=4,memory=2.5 GB,disk=10GiB");
        assertThat(settings.id().name()).isEqualTo("a-1");
        assertThat(settings.domain()).isEqualTo("Domain 3");
        assertThat(settings.total()).isEqualTo(new Size(4, 2_500_000_000L, 10L << 30));
        assertThat(settings.bootDelay()).isEqualTo(Duration.ofSeconds(40));
        assertThat(settings("sim:h1")).isEqualTo(settings(HostSpec.EXAMPLES.getFirst()));
        assertThat(settings("sim:h1,resize=any")).isEqualTo(settings("sim:h1"));
        assertThat(settings("sim:h1,resize=real")).isEqualTo(settings("sim:h1").bounded());
        assertThatThrownBy(() -> HostSpec.parse("sim:h1,resize=live"))
                .hasMessageContaining("`resize` is `any` or `real`, not `live`");
    }

    private static SimulatedHost.Settings settings(String text) {
        return ((HostSpec.Simulated) HostSpec.parse(text)).settings();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agent:https://h1.example:7080                       | h1  | https://h1.example:7080   |
            agent:https://h1:7080/                              | h1  | https://h1:7080           |
            agent:http://127.0.0.1:7080,name=h2                 | h2  | http://127.0.0.1:7080     |
            agent:https://[fd00::1]:7080,name=h3,domain=Domain 3 | h3  | https://[fd00::1]:7080    | Domain 3
            """)
    void readsWhereAnAgentIs(String text, String name, String address, String domain) {
        assertThat(HostSpec.parse(text)).isEqualTo(new HostSpec.Agent(new HostId(name), URI.create(address), domain));
    }

    @Test
    void readsWhereALibvirtIs() {
        var local = libvirt(HostSpec.EXAMPLES.get(1));
        assertThat(local.settings().uri()).isEqualTo("qemu:///system");
        assertThat(local.settings().id()).isEqualTo(new HostId("h1"));
        assertThat(local.settings().door()).isNull();
        assertThat(local.settings().vcpus()).isEqualTo(16);
        assertThat(local.settings().memoryBytes()).isEqualTo(64_000_000_000L);
        assertThat(local.settings().diskBytes()).isEqualTo(1_000_000_000_000L);

        var remote = libvirt("qemu+ssh://root@h2.example:2222/system?keyfile=/k,type=qemu,move-rate=8Mbps");
        assertThat(remote.id()).isEqualTo(new HostId("h2"));
        assertThat(remote.settings().door()).isEqualTo(remote.settings().uri());
        assertThat(remote.settings().type()).isEqualTo("qemu");
        assertThat(remote.settings().vcpus()).isNull();
        assertThat(remote.settings().moveBytesPerSecond()).isEqualTo(1_000_000);
        assertThat(remote.settings().domain()).isEqualTo("Domain1");
    }

    @Test
    void aPoolIsTheHostsOwnOrShared() {
        var usual = libvirt("qemu:///system,name=h1");
        assertThat(usual.pool()).isEqualTo("/var/lib/libvirt/images/reservoir");
        assertThat(usual.poolIsShared()).isFalse();
        assertThat(libvirt("qemu:///system,name=h1,pool=/srv/disks").poolIsShared())
                .isFalse();
        var shared = libvirt("qemu:///system,name=h1,shared-pool=/srv/disks");
        assertThat(shared.pool()).isEqualTo("/srv/disks");
        assertThat(shared.poolIsShared()).isTrue();
    }

    @Test
    void readsWhatNetworksAreMadeOf() {
        assertThat(libvirt(HostSpec.EXAMPLES.get(1)).networks()).isEqualTo(NetworkSettings.DEFAULT);
        var host = libvirt("qemu:///system,name=h1,lan-bridge=br0,public-bridge=br1,"
                + "public-addresses=192.0.2.10-192.0.2.99/24,public-gateway=192.0.2.1,public-dns=9.9.9.9+1.1.1.1,"
                + "leases=/srv/leases,readings=http://10.0.0.1:7070/v1/readings");
        assertThat(host.networks().lanBridge()).isEqualTo("br0");
        assertThat(host.networks().publicNetwork())
                .isEqualTo(new NetworkSettings.Public(
                        "br1",
                        Cidr.parse("192.0.2.0/24"),
                        Objects.requireNonNull(Cidr.number("192.0.2.10")),
                        Objects.requireNonNull(Cidr.number("192.0.2.99")),
                        "192.0.2.1",
                        List.of("9.9.9.9", "1.1.1.1")));
        assertThat(host.leases()).isEqualTo(Path.of("/srv/leases"));
        assertThat(host.readings()).isEqualTo("http://10.0.0.1:7070/v1/readings");
    }

    private static HostSpec.Libvirt libvirt(String text) {
        return (HostSpec.Libvirt) HostSpec.parse(text);
    }

    @Test
    void namesFourHostsInThreeDomainsWhereNoneIsNamed() {
        assertThat(HostSpec.defaults())
                .extracting(host -> ((HostSpec.Simulated) host).settings().domain())
                .containsExactly("Domain1", "Domain1", "Domain2", "Domain3");
        assertThat(HostSpec.twins(HostSpec.defaults())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            xen:h1                  | begins with `sim:`, `qemu:///`
            qemu:h1                 | begins with `sim:`, `qemu:///`
            qemu:///system          | `name=`
            qemu+tls://10.0.0.1/system              | `name=`
            qemu+tls://h1/system,name=h_1           | the name of a host
            qemu+tls://h1 x/system,name=h1          | no URI of a libvirt
            qemu:///system,name=h1,public-bridge=br1                               | public addresses are said as
            qemu:///system,name=h1,public-addresses=192.0.2.1-192.0.2.9/24         | public addresses are said as
            qemu:///system,name=h1,public-gateway=192.0.2.1                        | go with `public-bridge`
            qemu:///system,name=h1,public-bridge=b,public-addresses=192.0.2.9-192.0.2.1/24 | are not in 192.0.2.0/24
            qemu:///system,name=h1,public-bridge=b,public-addresses=192.0.2.1-192.0.3.9/24 | are not in 192.0.2.0/24
            qemu:///system,name=h1,public-bridge=b,public-addresses=1.1.1.1-1.1.1.9/31     | a prefix is 8 to 30
            qemu:///system,name=h1,lan-bridge=br0;rm                               | `lan-bridge` cannot be
            qemu:///system,name=h1,readings=file:///etc/passwd                     | `readings` cannot be
            qemu+tls://h1/system#x,name=h1          | no URI of a libvirt
            qemu:///system,name=h1,type=xen         | `type` is `kvm`
            qemu:///system,name=h1,pool=disks       | `pool` cannot be
            qemu:///system,name=h1,shared-pool=disks                   | `shared-pool` cannot be
            qemu:///system,name=h1,pool=/a,shared-pool=/b              | set one of them
            qemu:///system,name=h1,door=h2          | no URI of a libvirt
            qemu:///system,name=h1,memory=64        | number with a unit
            qemu:///system,name=h1,move-rate=5s     | number with a unit
            qemu:///system,name=h1,cpu=2            | did you mean `cpus`?
            sim:                    | name of a host
            sim:../h1               | name of a host
            sim:h1,cpu=2            | did you mean `cpus`?
            sim:h1,cpus             | needs a value
            sim:h1,cpus=0           | from 1 to 100000
            sim:h1,cpus=many        | from 1 to 100000
            sim:h1,memory=64        | number with a unit
            sim:h1,memory=64 s      | number with a unit
            sim:h1,boot=40          | number with a unit
            sim:h1,boot=2d          | at most a day
            sim:h1,cpus=1,cpus=2    | stands there twice
            sim:h1,domain=          | a domain is
            agent:h1:7080           | `https://host:port`
            agent:ftp://h1:7080     | `https://host:port`
            agent:https://h1        | `https://host:port`
            agent:https://h1:0      | `https://host:port`
            agent:https://h1:70800  | `https://host:port`
            agent:https://a@b:7080  | `https://host:port`
            agent:https://h1:7080/x | `https://host:port`
            agent:https://10.0.0.1:7080                | `name=`
            agent:https://10.0.0.1:7080,name=h_1       | the name of a host
            agent:https://h1:7080,domian=x             | did you mean `domain`?
            """)
    void saysWhatIsWrongAndHowItIsWritten(String text, String says) {
        assertThatThrownBy(() -> HostSpec.parse(text))
                .hasMessageContaining(says)
                .hasMessageContaining("a host is written like");
    }
}
