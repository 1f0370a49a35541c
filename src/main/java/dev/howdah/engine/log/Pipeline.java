package dev.howdah.engine.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers: each takes the next chunk, reads it into events alone, and then whoever holds the earliest finished chunk adds
 * it up, so that the order of the log is kept and nobody waits for work.
 */
final class Pipeline {
    private final ChunkReader reader;
    private final Aggregator aggregator;
    private final Progress progress;
    private final BooleanSupplier cancelled;
    private final long total;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock adding = new ReentrantLock();
    private final BlockingQueue<Batch> free;
    private final @Nullable Batch[] finished;
    private final TreeSet<String> unknownZones = new TreeSet<>();
    private long nextToAdd;
    private volatile boolean failed;

    Pipeline(ChunkReader reader, Aggregator aggregator, int jobs, int chunk, Progress progress, BooleanSupplier cancelled,
            long total) {
        this.reader = reader;
        this.aggregator = aggregator;
        this.progress = progress;
        this.cancelled = cancelled;
        this.total = total;
        int batches = jobs == 1 ? 1 : jobs * 2 + 1;
        free = new ArrayBlockingQueue<>(batches);
        finished = new Batch[batches + 1];
        for (int i = 0; i < batches; i++) {
            free.add(new Batch(chunk));
        }
    }

    /** Runs to the end of the input, or until cancelled. @return abbreviations of time zones that nobody knew */
    TreeSet<String> run(List<ChunkParser> parsers) throws IOException {
        if (parsers.size() == 1) {
            work(parsers.getFirst());
        } else {
            try (ExecutorService workers = Executors.newFixedThreadPool(parsers.size() - 1)) {
                List<Future<Boolean>> running = new ArrayList<>();
                for (ChunkParser parser : parsers.subList(1, parsers.size())) {
                    Callable<Boolean> worker = () -> work(parser);
                    running.add(workers.submit(worker));
                }
                work(parsers.getFirst());
                for (Future<Boolean> worker : running) {
                    finish(worker);
                }
            }
        }
        parsers.forEach(p -> unknownZones.addAll(p.unknownZones()));
        return unknownZones;
    }

    private static void finish(Future<Boolean> worker) throws IOException {
        try {
            worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case Error error -> throw error;
                case null, default -> throw new IOException(e);
            }
        }
    }

    private boolean work(ChunkParser parser) throws IOException {
        boolean done = false;
        try {
            while (!failed && !cancelled.getAsBoolean()) {
                Batch batch = free.take();
                if (!read(batch)) {
                    free.add(batch);
                    break;
                }
                parser.parse(batch);
                hand(batch);
            }
            done = true;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            if (!done) {
                failed = true;
                // whoever waits for a batch must wake up and see that it is over
                while (free.offer(new Batch(0))) {
                    failed = true;
                }
            }
        }
    }

    private boolean read(Batch batch) throws IOException {
        reading.lock();
        try {
            batch.reset();
            return reader.next(batch);
        } finally {
            reading.unlock();
        }
    }

    private void hand(Batch batch) {
        synchronized (finished) {
            finished[(int) (batch.sequence % finished.length)] = batch;
        }
        while (ready() && adding.tryLock()) {
            try {
                for (Batch next = take(); next != null; next = take()) {
                    aggregator.add(next);
                    progress.at(next.doneBytes, total);
                    free.add(next);
                }
            } finally {
                adding.unlock();
            }
        }
    }

    private boolean ready() {
        synchronized (finished) {
            return finished[(int) (nextToAdd % finished.length)] != null;
        }
    }

    private @Nullable Batch take() {
        synchronized (finished) {
            int slot = (int) (nextToAdd % finished.length);
            Batch batch = finished[slot];
            if (batch != null) {
                finished[slot] = null;
                nextToAdd++;
            }
            return batch;
        }
    }
}
