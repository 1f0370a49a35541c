package dev.howdah.app;

import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.TargetException;
import dev.howdah.engine.db.Targets;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.queue.QueueDoor.Where;
import dev.howdah.engine.text.Text;
import org.jspecify.annotations.Nullable;

/** Names a target so that a worker finds it again without a secret. Immutable. */
record Finding(Targets targets) {
    /**
     * A profile's or service's name, {@code sandbox}, or the address without its password.
     *
     * @param shared whether workers on other machines look into the queue too
     * @throws JobException when a worker could not connect: the password is kept nowhere, or it is this machine's sandbox
     */
    Where where(Target target, boolean shared) {
        if (target.environment() == Environment.SANDBOX) {
            if (shared) {
                throw new JobException(JobException.Kind.BAD_INPUT, Text.of("cli.job.own-sandbox"));
            }
            return new Where(Targets.SANDBOX, null);
        }
        Target named = found(target.name(), null);
        if (named != null && isSame(named, target)) {
            return new Where(target.name(), null);
        }
        String url = ConnInfo.of(target).toUrl();
        Target again = found(url, target.environment());
        if (target.password() != null && (again == null || again.password() == null)) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("cli.job.no-password-kept", target.name()));
        }
        return new Where(url, target.environment());
    }

    private @Nullable Target found(String text, @Nullable Environment told) {
        try {
            return targets.resolve(text, told) instanceof Targets.Answer.Found f ? f.target() : null;
        } catch (TargetException e) {
            return null;
        }
    }

    private static boolean isSame(Target a, Target b) {
        return a.hosts().equals(b.hosts()) && a.database().equals(b.database()) && a.user().equals(b.user());
    }
}
