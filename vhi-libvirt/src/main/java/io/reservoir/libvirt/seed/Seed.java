package io.reservoir.libvirt.seed;

import io.reservoir.libvirt.network.Plug;
import io.reservoir.model.vee.VeeId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What a guest is told, as a disc of the label {@code CIDATA} that cloud-init's NoCloud source reads: {@code meta-data},
 * {@code user-data} and {@code network-config} in JSON, which is YAML. Guests without cloud-init find the same in
 * {@code settings.json}, and their addresses a line each in {@code addresses}: MAC, address with prefix, gateway or
 * {@code -}.
 */
public final class Seed {
    private static final String LABEL = "CIDATA";
    private static final String IN_GUEST = "/etc/reservoir/settings.json";

    private Seed() {}

    /** The disc; settings that are too much for one are an {@link Unanswered}. */
    public static byte[] disc(VeeId vee, UUID uuid, Map<String, String> settings, List<Plug> plugs) throws Unanswered {
        var told = JsonText.of(settings);
        if (told.getBytes(StandardCharsets.UTF_8).length > Answers.MOST_BYTES) {
            throw new Unanswered("the settings of " + vee + " have more than " + Answers.MOST_BYTES + " bytes");
        }
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("instance-id", uuid.toString());
        metadata.put("local-hostname", hostName(vee));
        metadata.put("vee", vee.toString());
        var file = new LinkedHashMap<String, Object>();
        file.put("path", IN_GUEST);
        file.put("permissions", "0600");
        file.put("content", told);
        var files = new LinkedHashMap<String, byte[]>();
        files.put("meta-data", utf8(JsonText.of(metadata)));
        files.put("user-data", utf8("#cloud-config\n" + JsonText.of(Map.of("write_files", List.of(file)))));
        files.put("network-config", utf8(JsonText.of(networkConfig(plugs))));
        files.put("settings.json", utf8(told));
        files.put("addresses", utf8(addresses(plugs)));
        return Iso9660.write(LABEL, files);
    }

    private static Map<String, Object> networkConfig(List<Plug> plugs) {
        var nics = new LinkedHashMap<String, Object>();
        for (var i = 0; i < plugs.size(); i++) {
            nics.put("nic" + i, nic(plugs.get(i)));
        }
        var config = new LinkedHashMap<String, Object>();
        config.put("version", 2);
        config.put("ethernets", nics);
        return config;
    }

    private static Map<String, Object> nic(Plug plug) {
        var nic = new LinkedHashMap<String, Object>();
        nic.put("match", Map.of("macaddress", plug.nic().mac()));
        nic.put("addresses", List.of(plug.address() + "/" + plug.subnet().prefix()));
        var gateway = plug.gateway();
        if (gateway != null) {
            var route = new LinkedHashMap<String, Object>();
            route.put("to", "0.0.0.0/0");
            route.put("via", gateway);
            nic.put("routes", List.of(route));
        }
        if (!plug.dns().isEmpty()) {
            nic.put("nameservers", Map.of("addresses", plug.dns()));
        }
        return nic;
    }

    private static String addresses(List<Plug> plugs) {
        var lines = new StringBuilder();
        for (var plug : plugs) {
            lines.append(plug.nic().mac())
                    .append(' ')
                    .append(plug.address())
                    .append('/')
                    .append(plug.subnet().prefix())
                    .append(' ')
                    .append(plug.gateway() == null ? "-" : plug.gateway())
                    .append('\n');
        }
        return lines.toString();
    }

    /** Letters, digits and dashes, at most 63, another one for each replica of a service. */
    private static String hostName(VeeId vee) {
        var tail = "-" + vee.ordinal();
        var words = (vee.service().name() + "-" + vee.component())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        return words.substring(0, Math.min(words.length(), 63 - tail.length())) + tail;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
