package dev.howdah.ui.overview;

import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.HealthProbe;
import dev.howdah.engine.sample.Source;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Subscriptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets the checks run while the overview is shown, and keeps findings quiet that nobody wants to hear of. */
final class HealthController {
    private final HealthModel model;
    private final Source sampler;
    private final Checks checks;
    private final HealthMutes mutes;
    private final Kit kit;

    HealthController(HealthModel model, Source sampler, Checks checks, HealthMutes mutes, Kit kit) {
        this.model = model;
        this.sampler = sampler;
        this.checks = checks;
        this.mutes = mutes;
        this.kit = kit;
    }

    void onShow(Subscriptions held) {
        held.add(model.report.follow(kit.fx(), c -> sampler.subscribe(new HealthProbe(checks), c)));
    }

    /** @param length null for as long as nobody ends it */
    void onMute(HealthRow row, @Nullable Duration length, String reason) {
        kit.fx().work(() -> {
            mutes.mute(new HealthMutes.Mute(
                    row.check().id(), row.object(), length == null ? null : kit.clock().instant().plus(length), reason));
            checks.again(row.check().id());
            return row;
        });
    }

    void onUnmute(HealthMutes.Mute mute) {
        kit.fx().work(() -> {
            mutes.unmute(mute.check(), mute.object());
            checks.again(mute.check());
            return mute;
        });
    }
}
