package dev.howdah.engine.job.queue;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import dev.howdah.engine.text.Text;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the repository cannot be reached, and once that it can again. The scheduler's own log would fill a screen. */
final class Reach extends AbstractSchedulerListener {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
    private final AtomicBoolean away = new AtomicBoolean();
    private final String repository;

    Reach(String repository) {
        this.repository = repository;
    }

    @Override
    public void onSchedulerEvent(SchedulerListener.SchedulerEventType event) {
        switch (event) {
            case UNEXPECTED_ERROR, FAILED_HEARTBEAT -> {
                if (away.compareAndSet(false, true)) {
                    LOG.error(Text.of("job.repository-away", repository));
                }
            }
            case RAN_EXECUTE_DUE -> {
                if (away.compareAndSet(true, false)) {
                    LOG.error(Text.of("job.repository-back", repository));
                }
            }
            default -> {}
        }
    }
}
