package io.reservoir.controller.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.binding.Libvirt;
import io.reservoir.model.present.Present;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
    static final Iterable<String> COMMANDS = Commands.ALL;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chekc x | there is no command `chekc` | did you mean `check`?",
                "help exlain | there is no command `exlain` | did you mean `explain`?",
                "get --sever x | there is no option `--sever` | did you mean `--server`?",
                "check x --ouput=json | there is no option `--ouput` | did you mean `--output`?",
                "get servics | there is no `servics` to get | did you mean `service`?",
                "get -o jsn | `jsn` is no output format | did you mean `json`?",
                "check -o sarfi x | `sarfi` is no output format | did you mean `sarif`?",
                "check -o wide x | `wide` is no output format | one of: `json`, `junit`, `sarif`, `text`",
                "check --stirct x | there is no option `--stirct` | did you mean `--strict`?",
                "vee resmue C1[1] | there is no verb `resmue` | did you mean `resume`?",
                "why-not Replicsa(C1) | no decisions are made about `Replicsa` | did you mean `Replicas`?",
                "explain Replicsa(C1) | no decisions are made about `Replicsa` | did you mean `Replicas`?",
                "completion fish | there is no completion for `fish` | shells: `bash`, `zsh`",
            })
    void saysWhatMayHaveBeenMeant(String typed, String message, String help) {
        var run = Run.of(typed.split(" ", -1)).exits(2).printsNothing();
        assertThat(run.err()).contains(message).contains(help);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check | missing required parameter",
                "check --stdin-name x y | --stdin-name goes with - for standard input",
                "explain | missing required parameter",
                "explain C1 --at noon | `noon` is no time",
                "explain %% | can be no variable, VEE or entry",
                "vee pause C1 | `C1` is no VEE",
                "vee pause C1[0] | `C1[0]` is no VEE",
                "console C1 | `C1` is no VEE",
                "console C1[1] --tail -1 | --tail counts from 0",
                "snapshot take C1[1] one | there is no verb `take`",
                "snapshot delete C1[0] one | `C1[0]` is no VEE",
                "console C1[1] --tail 5 --all | are mutually exclusive",
                "explain --verify C1 | --verify is about all decisions",
                "why-not | missing required parameter",
                "why-not 7 | `7` is no variable",
                "why-not C1 --more --less | exclude each other",
                "why-not C1 --target x | `x` is no size",
                "get a b c | unexpected argument `c`",
                "get --limit 0 | --limit counts from 1",
                "ledger --after -1 | --after counts from 0",
                "get --server ftp://x | `ftp://x` (--server) is no address of a server",
                "get --server http://x --data y | exclude each other",
                "get hosts --data y | hosts stand in no ledger",
            })
    void refusesWhatCannotBeUnderstood(String typed, String message) {
        Run.of(typed.split(" ", -1)).exits(2).printsNothing().tells(message);
    }

    @Test
    void anAgentCallsNoLibvirtElsewhereByWhatAnybodyCanRead(@TempDir Path data) {
        Present.that(Libvirt.missing() == null, "libvirt is not there");
        Run.of(
                        "host",
                        "--connect",
                        "qemu+tcp://192.0.2.1/system,name=h1,domain=D1",
                        "--data",
                        data.toString(),
                        "--listen",
                        "127.0.0.1:0")
                .exits(2)
                .printsNothing()
                .tells("libvirt qemu+tcp://192.0.2.1/system is elsewhere", "use qemu+tls://");
    }

    @Test
    void showsTheCommandsWhereNoneIsNamed() {
        Run.of().exits(2).printsNothing().tells("Usage: reservoir", "explain", "Exit status");
        Run.of("--help").exits(0).says("Usage: reservoir", "explain");
        Run.of("help").exits(0).says("Usage: reservoir", "explain");
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void everyCommandHasHelp(String command) {
        Run.of(command, "--help").exits(0).says("Usage: reservoir " + command);
        Run.of("help", command).exits(0).says("Usage: reservoir " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "version"})
    void printsItsVersion(String argument) {
        Run.of(argument).exits(0).says("reservoir ", "(Java ");
    }

    @Test
    void printsItsVersionForPrograms() {
        assertThat(Run.of("version", "-o", "json").exits(0).json().path("java").asText())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check -o '' | text json sarif junit",
                "get -o '' | text wide json",
                "check --st | --strict --stdin-name",
                "expl | explain",
                "why | why-not",
                "why-not --l | --less",
                "conso | console",
                "volu | volume",
                "volume --s | --server --service --size",
                "console --t | --tail",
                "snap | snapshot",
                "snapshot --w | --wait",
            })
    void completesInBash(String typed, String offered, @TempDir Path folder) throws IOException, InterruptedException {
        var script = Run.of("completion").exits(0).out();
        var file = Files.writeString(folder.resolve("completion"), script);
        var asked = "source " + file + "; COMP_WORDS=(reservoir " + typed + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " _complete_reservoir 2>/dev/null; echo \"${COMPREPLY[*]}\"";
        var bash = new ProcessBuilder("bash", "-c", asked)
                .redirectErrorStream(true)
                .start();
        var said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo(offered + "\n");
    }
}
