package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.service.Size;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSpecTest {
    @Test
    void readsWhatIsSetAndTakesTheRestAsInTheExample() {
        var settings = HostSpec.parse("sim:a-1,domain=Domain 3,cpus=4,memory=2.5 GB,disk=10GiB")
                .settings();
        assertThat(settings.id().name()).isEqualTo("a-1");
        assertThat(settings.domain()).isEqualTo("Domain 3");
        assertThat(settings.total()).isEqualTo(new Size(4, 2_500_000_000L, 10L << 30));
        assertThat(settings.bootDelay()).isEqualTo(Duration.ofSeconds(40));
        assertThat(HostSpec.parse("sim:h1").settings())
                .isEqualTo(HostSpec.parse(HostSpec.EXAMPLE).settings());
    }

    @Test
    void namesFourHostsInThreeDomainsWhereNoneIsNamed() {
        assertThat(HostSpec.defaults())
                .extracting(host -> host.settings().domain())
                .containsExactly("Domain1", "Domain1", "Domain2", "Domain3");
        assertThat(HostSpec.twins(HostSpec.defaults())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            libvirt:h1              | begins with `sim:`
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
            """)
    void saysWhatIsWrongAndHowItIsWritten(String text, String says) {
        assertThatThrownBy(() -> HostSpec.parse(text))
                .hasMessageContaining(says)
                .hasMessageContaining(HostSpec.EXAMPLE);
    }
}
