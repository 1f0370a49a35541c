package dev.howdah.engine.log;

/**
 * Finds N+1 in one session, exactly: after a reading parent, at least {@link #LEAST} calls of one looking-up child, with at
 * most {@link #BETWEEN} other statements from one call to the next and no longer pause than {@link #PAUSE}; a child's run ends
 * when its parent comes again, and with the transaction of its parent. Children that take turns share their parent. Bulk
 * inserts look nothing up, the same statement over many tables is many statements, and equal parameters at a slow beat are
 * polling: none of them is N+1.
 */
final class Runs {
    static final int LEAST = 5;
    private static final int BETWEEN = 3;
    private static final long PAUSE = 1_000_000;
    private static final long POLLING = 10_000;
    private static final int OPEN = 8;

    /** Told of every run that is N+1. */
    interface Found {
        void run(Run run);
    }

    /** One child behind one parent; times in microseconds. */
    static final class Run {
        int child;
        int count;
        long micros;
        long start;
        long end;
        long line;
        long lastLine;
        int index;
        int lastIndex;
        int who;
        int parent;
        int parentIndex;
        long parentTime;
        long parentLine;
        long parentTransaction;
        boolean varies;
        private long constants;
        private long detail;
        private long waited;

        /** Whether the parameters differed from call to call. */
        boolean varies() {
            return varies;
        }

        long meanPause() {
            return count > 1 ? waited / (count - 1) : 0;
        }
    }

    private final Run[] open = new Run[OPEN];
    private int size;
    private int index;
    private int previous;
    private boolean previousReads;
    private long previousTime;
    private long previousLine;
    private long previousTransaction;
    private Run current = new Run();

    Runs() {
        for (int i = 0; i < OPEN; i++) {
            open[i] = new Run();
        }
    }

    /** A call of a statement that is no transaction control, event {@code i} of the batch; 0 for no transaction. */
    void call(int number, Statement statement, long constants, Batch b, int i, long transaction, Found found) {
        long time = b.time[i];
        long micros = b.value[i];
        Run mine = age(number, time - micros, found);
        if (statement.looksUp()) {
            if (mine == null) {
                mine = start(number, found);
                mine.constants = constants;
                mine.start = time - micros;
                mine.line = b.line[i];
                mine.who = b.who[i];
            } else {
                mine.waited += Math.max(0, time - micros - mine.end);
                mine.varies |= constants != mine.constants;
            }
            mine.count++;
            mine.micros += micros;
            mine.end = time;
            mine.lastLine = b.line[i];
            mine.lastIndex = index;
            current = mine;
        } else {
            current = new Run();
        }
        previous = number;
        previousReads = statement.reads();
        previousTime = time;
        previousLine = b.line[i];
        previousTransaction = transaction;
        index++;
    }

    /** Ends what is too old or whose parent came again. @return the open run of {@code number} */
    private @org.jspecify.annotations.Nullable Run age(int number, long start, Found found) {
        Run mine = null;
        if (size == 0) {
            return mine;
        }
        for (int r = size - 1; r >= 0; r--) {
            Run run = open[r];
            if (index - run.lastIndex > BETWEEN + 1 || (start - run.end > PAUSE && run.end != Entry.NO_TIME)) {
                close(r, found);
            }
        }
        for (int r = 0; r < size; r++) {
            if (open[r].child == number) {
                mine = open[r];
            }
        }
        for (int r = size - 1; r >= 0; r--) {
            Run run = open[r];
            if (run.parent == number && run.child != number && run.parentIndex >= 0) {
                if (run.count == 1 && mine != null) {
                    adopt(run, mine);
                } else {
                    close(r, found);
                }
            }
        }
        return mine;
    }

    /** The supposed parent takes turns with its child: both are children of the parent before. */
    private static void adopt(Run run, Run elder) {
        run.parent = elder.parent;
        run.parentIndex = elder.parentIndex;
        run.parentTime = elder.parentTime;
        run.parentLine = elder.parentLine;
        run.parentTransaction = elder.parentTransaction;
    }

    private Run start(int number, Found found) {
        if (size == OPEN) {
            int oldest = 0;
            for (int r = 1; r < size; r++) {
                if (open[r].lastIndex < open[oldest].lastIndex) {
                    oldest = r;
                }
            }
            close(oldest, found);
        }
        Run run = open[size++];
        run.child = number;
        run.count = 0;
        run.micros = 0;
        run.waited = 0;
        run.detail = 0;
        run.varies = false;
        run.index = index;
        run.parent = previousReads ? previous : 0;
        run.parentIndex = previousReads ? index - 1 : -1;
        run.parentTime = previousTime;
        run.parentLine = previousLine;
        run.parentTransaction = previousTransaction;
        return run;
    }

    private void close(int r, Found found) {
        Run run = open[r];
        open[r] = open[--size];
        open[size] = run;
        if (run.count >= LEAST && run.parentIndex >= 0 && (run.varies || run.meanPause() <= POLLING)) {
            found.run(run);
        }
        if (run == current) {
            current = new Run();
        }
    }

    /** The parameters of the last call, as a hash. */
    void parameters(long hash) {
        if (current.count == 1) {
            current.detail = hash;
        } else {
            current.varies |= current.detail != hash;
        }
    }

    /** The transaction with this number ended: so do the runs whose parent was in it. */
    void endOfTransaction(long transaction, Found found) {
        for (int r = size - 1; r >= 0; r--) {
            if (open[r].parentTransaction == transaction) {
                close(r, found);
            }
        }
    }

    /** The session ended, or the log. */
    void end(Found found) {
        while (size > 0) {
            close(size - 1, found);
        }
    }
}
