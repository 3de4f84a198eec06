package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code serve} refuses before it begins. */
class ServeOptionsTest {
    private static final String MEMBERS = "member = n1=127.0.0.1:5701\nmember = n2=127.0.0.1:5711\n";

    @TempDir
    Path directory;

    private String refused(String... args) {
        var err = new StringWriter();
        var exit =
                new CommandLine(new Serve()).setErr(new PrintWriter(err, true)).execute(args);
        assertThat(exit).as(err.toString()).isEqualTo(2);
        return err.toString();
    }

    private String refusedFile(String text) throws IOException {
        var file = directory.resolve("node.conf");
        Files.writeString(file, text);
        return refused("--config", file.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clustr = x | :1: there is no key `clustr`",
                "config = x | :1: there is no key `config`",
                "cluster | :1: `cluster` is not KEY = VALUE",
                "port = x | Invalid value for option '--port'",
                "member = n1:5701 | a member is NAME=HOST:PORT",
                "member = n1=127.0.0.1:99999 | is 1 to 65535, not 99999",
                "node = n1 | go with --cluster NAME",
                "cluster = shops | --cluster goes with --node NAME",
            })
    void saysWhatIsWrongWithALine(String line, String message) throws IOException {
        assertThat(refusedFile(line + "\n")).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n3 | shops | node `n3` is not in the list of members",
                "n1 | Shops | the cluster's name is 1 to 63 of",
                "n1 | shops | the ledger of a cluster is in PostgreSQL: name it with --database",
            })
    void saysWhatIsWrongWithACluster(String node, String cluster, String message) throws IOException {
        assertThat(refusedFile("# a node\n\ncluster = " + cluster + "\nnode = " + node + "\n" + MEMBERS))
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"member = n1=127.0.0.1:5721", "member = n3=127.0.0.1:5701"})
    void twoMembersShareNothing(String line) throws IOException {
        assertThat(refusedFile("cluster = shops\nnode = n1\n" + MEMBERS + line + "\n"))
                .contains("two members");
    }

    @Test
    void anAddressThatOthersReachNeedsTheOperatorsWord() throws IOException {
        var text = "cluster = shops\nnode = n1\nmember = n1=10.99.0.1:5701\nmember = n2=10.99.0.2:5701\n";
        assertThat(refusedFile(text)).contains("unless the network is trusted");
        assertThat(refusedFile(text + "insecure-network-is-trusted = true\n"))
                .contains("the ledger of a cluster is in PostgreSQL");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        assertThat(refused("--config", directory.resolve("none").toString())).contains("there is no file");
        var bytes = directory.resolve("bytes");
        Files.write(bytes, new byte[] {(byte) 0xc3, 0x28});
        assertThat(refused("--config", bytes.toString())).contains("is no text in UTF-8");
        Files.write(bytes, new byte[64 * 1024 + 1]);
        assertThat(refused("--config=" + bytes)).contains("is too long for a configuration");
    }

    @Test
    void theSamplesAreUnderstood() {
        for (var name : new String[] {"n1", "n2", "n3"}) {
            var parsed = new CommandLine(new Serve()).parseArgs("--config", "../samples/cluster/" + name + ".conf");
            assertThat(parsed.matchedOptionValue("--node", "")).isEqualTo(name);
            assertThat((Object) parsed.matchedOptionValue("--member", List.of()))
                    .asString()
                    .isEqualTo("[n1=10.20.0.1:5701, n2=10.20.0.2:5701, n3=10.20.0.3:5701]");
        }
    }
}
