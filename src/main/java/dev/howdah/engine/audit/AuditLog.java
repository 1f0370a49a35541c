package dev.howdah.engine.audit;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what on which server, when, how it ended and what takes it back. An action is on the disk before it is done, its
 * end afterwards; several processes may write. What cannot be written down is not done. Thread-safe.
 */
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final AuditFiles files;
    private final Who who;
    private final InstantSource clock;

    /** @param folder made at the first action */
    public AuditLog(Path folder, Who who, InstantSource clock) {
        this(new AuditFiles(folder, AuditFiles.USUAL_SIZE), who, clock);
    }

    AuditLog(AuditFiles files, Who who, InstantSource clock) {
        this.files = files;
        this.who = who;
        this.clock = clock;
    }

    /**
     * Writes an action down that is about to be done.
     *
     * @throws DbException {@link DbProblem.NotAudited} when that is not possible: it must not be done then
     */
    public Running begin(Deed deed) {
        Running running = new Running(UUID.randomUUID().toString());
        try {
            files.append(AuditLine.begun(running.id, clock.instant(), who, deed));
        } catch (IOException e) {
            throw new DbException(new DbProblem.NotAudited(files.shown(), reason(e)), e);
        }
        return running;
    }

    /**
     * Writes it down, does it, and writes down how it ended.
     *
     * @throws DbException {@link DbProblem.NotAudited} when nothing was done because it cannot be written down
     */
    public <T> T doing(Deed deed, Supplier<T> action) {
        Running running = begin(deed);
        try {
            T result = action.get();
            running.ended(Result.DONE, "");
            return result;
        } catch (RuntimeException | Error e) {
            running.failed(e);
            throw e;
        }
    }

    /**
     * What is written, newest first.
     *
     * @throws DbException {@link DbProblem.NotAudited} when the files cannot be read
     */
    public List<AuditEntry> read(AuditQuery query) {
        try {
            return new AuditReader(files).read(query);
        } catch (IOException e) {
            throw new DbException(new DbProblem.NotAudited(files.shown(), reason(e)), e);
        }
    }

    /** Where it stands, for people. */
    public Path folder() {
        return files.folder();
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    /** An action whose end is still to be written. */
    public final class Running {
        private final String id;

        private Running(String id) {
            this.id = id;
        }

        /** @param said a few words of Howdah's own; nothing that a server said, which may hold data */
        public void ended(Result result, String said) {
            try {
                files.append(AuditLine.ended(id, clock.instant(), result, Masks.passwords(said)));
            } catch (IOException e) {
                // It is done: the entry stays without an end, which readers are told.
                LOG.warn("the end of an action cannot be written to {}", files.shown(), e);
            }
        }

        public void failed(Throwable why) {
            ended(Result.FAILED, kind(why));
        }
    }

    /** What went wrong without the server's words: they may quote rows. */
    private static String kind(Throwable why) {
        if (why instanceof DbException d) {
            String state = d.problem().sqlState();
            return d.problem().kind() + (state == null || state.isEmpty() ? "" : " " + state);
        }
        return why.getClass().getSimpleName();
    }
}
