package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.VolumeDesk.Seen;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.view.VolumeView;
import io.reservoir.controller.api.view.VolumesView;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostId;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How requests name volumes, and what is shown of them. */
final class VolumeParts {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

    static final Parameter<String> VOLUME = Parameter.path(
            "volume",
            "the name of a volume: at most 20 of a-z, 0-9 and `-`, the first of them no `-`",
            Shape.text("^[a-z0-9][a-z0-9-]{0,19}$", "data"),
            text -> VolumeSpec.isValidName(text) ? text : null);

    static final Parameter<Long> BYTES = Parameter.query(
            "bytes",
            "how large the disk is to be: whole MiB, at most 16 TiB; absent for a volume that is there",
            new Shape("integer", "int64", null, 1L << 20, VolumeSpec.MOST_BYTES, "10737418240"),
            VolumeParts::bytes);

    private VolumeParts() {}

    private static @Nullable Long bytes(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return null;
        }
        var bytes = Long.parseLong(text);
        return VolumeSpec.isValidSize(bytes) ? bytes : null;
    }

    /** What hosts show; a volume that several have is one. */
    static VolumesView view(Seen seen) {
        var views = new TreeMap<String, VolumeView>();
        for (var shown : seen.volumes()) {
            var volume = shown.volume();
            var vee = volume.vee();
            var view = new VolumeView(
                    volume.name(),
                    volume.bytes(),
                    shown.host().name(),
                    shown.shared(),
                    vee == null ? null : vee.toString());
            views.merge(
                    volume.name() + (shown.shared() ? "" : " " + shown.host()),
                    view,
                    (one, other) -> one.vee() == null ? other : one);
        }
        return new VolumesView(
                List.copyOf(views.values()),
                seen.silent().stream().map(HostId::name).toList());
    }
}
