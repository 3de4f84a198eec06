package io.reservoir.controller.plan;

import io.reservoir.controller.explain.Words;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * VEEs that have another size than the wanted one and cannot have that while they run, by the word of their hosts: they
 * would have to be started anew. One with volumes stays as it is all the same, for the next one would not have them.
 */
final class Misfits {
    private final ServiceImage image;
    private final Target target;

    Misfits(Situation situation, Target target) {
        image = situation.image();
        this.target = target;
    }

    /** The size that a VEE should have; its disk keeps its size. */
    Size wanted(Vee vee) {
        return new Size(
                target.size().vcpus(), target.size().memoryBytes(), vee.size().diskBytes());
    }

    /** True of those that serve, and in whose place another one is wanted. */
    boolean contains(Vee vee) {
        return vee.phase() == VeePhase.READY && isToBeReplaced(vee);
    }

    /** True of those in whose place another one is wanted, whether they serve or are on their way out. */
    boolean isToBeReplaced(Vee vee) {
        return isRefused(vee) && !image.volumes().containsKey(vee.id());
    }

    /** Which of them another one is wanted in place of. */
    List<Vee> among(List<Vee> vees) {
        return vees.stream().filter(this::contains).toList();
    }

    /** True if its host has said of one that serves that it cannot come to the wanted size as it runs. */
    boolean cannotHave(Vee vee) {
        return vee.phase() == VeePhase.READY && isRefused(vee);
    }

    private boolean isRefused(Vee vee) {
        var refused = image.unsupported().get(vee.id());
        var wanted = wanted(vee);
        return refused != null && !vee.size().equals(wanted) && isAsFar(vee.size(), refused, wanted);
    }

    /** What goes as far as what was refused, or farther, is as little possible; of what grows and shrinks, only the same. */
    private static boolean isAsFar(Size has, Size refused, Size wanted) {
        return refused.equals(wanted)
                || (has.fitsIn(refused) && refused.fitsIn(wanted))
                || (refused.fitsIn(has) && wanted.fitsIn(refused));
    }

    /** Why such a VEE does not get its size. */
    String why(Vee vee) {
        var wanted = wanted(vee);
        var parts = new ArrayList<String>();
        if (wanted.vcpus() != vee.size().vcpus()) {
            parts.add(wanted.vcpus() + " vCPU");
        }
        if (wanted.memoryBytes() != vee.size().memoryBytes()) {
            parts.add(Words.bytes(wanted.memoryBytes()));
        }
        return "host " + vee.host() + " cannot bring a running VEE to " + String.join(" and ", parts);
    }

    /** Why one that cannot have its size is not replaced whatever else is there, null where that is no matter. */
    @Nullable
    String kept(Vee vee) {
        var volumes = image.volumes().get(vee.id());
        return volumes == null
                ? null
                : "it has volumes that another one would not have, detach them first: " + String.join(", ", volumes);
    }
}
