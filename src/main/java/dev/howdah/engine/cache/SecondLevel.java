package dev.howdah.engine.cache;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Answers shared between instances in Redis. Every table, tag and tier has a random token there, and every value carries the
 * tokens that it was loaded under: it is good only while all of them are still the same. Changing something means deleting its
 * token, which works in a full Redis too, may be done twice, and needs no list of values.
 *
 * <p>When a token could not be deleted, because Redis was away, slow or refused, this instance uses the second level no more until
 * it has deleted the one token that all values carry: whatever was there before is then dead for every instance. An instance that
 * ends before it could do that leaves values behind that live on until their TTL is over.
 *
 * <p>Thread-safe. No method throws because of Redis; a caller waits at most for one request's timeout.
 */
public final class SecondLevel implements AutoCloseable {
    private static final String EPOCH = "epoch";
    private static final long TOKEN_SECONDS = 7 * 86_400;

    private final RedisSpec spec;
    private final RedisLink link;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong owed = new AtomicLong();
    private final AtomicLong paid = new AtomicLong();
    private volatile Counts counts = new Counts();

    public SecondLevel(RedisSpec spec) {
        this.spec = spec;
        this.link = new RedisLink(spec);
    }

    /** What Redis knows of a key. */
    sealed interface Found {}

    /** @param left what remains of its life */
    record Hit(byte[] value, boolean negative, Duration left) implements Found {}

    /** There is none; a value that is loaded from now on may be put under these tokens. */
    record Absent(List<Long> tokens) implements Found {}

    /** Nobody can tell. */
    record Unavailable() implements Found {}

    /** A value out of Redis; null when it is "there is none". */
    record Decoded<T>(@Nullable T value) {}

    /** How the second level is doing. */
    public enum State {
        CONNECTING,
        UP,
        /** It failed too often; it is tried again after a pause. */
        RESTING,
        DOWN
    }

    /**
     * Counts since the last reset.
     *
     * @param failure what Redis or the network said last, or null
     * @param stale values found that were loaded before a change
     * @param skipped requests not made because Redis was away or resting
     * @param unforgotten changes that could not be told; values from before are not used
     */
    public record Stats(
            String address,
            State state,
            @Nullable String failure,
            long hits,
            long absent,
            long stale,
            long puts,
            long failures,
            long skipped,
            long forgotten,
            long unforgotten,
            Duration meanRequest) {}

    private static final class Counts {
        final LongAdder hits = new LongAdder();
        final LongAdder absent = new LongAdder();
        final LongAdder stale = new LongAdder();
        final LongAdder puts = new LongAdder();
        final LongAdder failures = new LongAdder();
        final LongAdder skipped = new LongAdder();
        final LongAdder forgotten = new LongAdder();
        final LongAdder unforgotten = new LongAdder();
        final LongAdder requests = new LongAdder();
        final LongAdder nanos = new LongAdder();
    }

    Found find(CacheKey key, List<String> names) {
        if (!payDebt()) {
            return new Unavailable();
        }
        List<String> tokens = new ArrayList<>();
        tokens.add(tokenKey(EPOCH));
        names.forEach(n -> tokens.add(tokenKey(n)));
        Found found = request(redis -> lookUp(redis, key, tokens));
        return found == null ? new Unavailable() : found;
    }

    /** One round trip: makes the tokens that are missing, then reads value and tokens in one step. */
    private Found lookUp(RedisAsyncCommands<String, byte[]> redis, CacheKey key, List<String> tokens)
            throws ExecutionException, TimeoutException, InterruptedException {
        String valueKey = valueKey(key);
        List<String> all = new ArrayList<>(tokens);
        all.addFirst(valueKey);
        RedisFuture<List<KeyValue<String, byte[]>>> first = redis.mget(all.toArray(String[]::new));
        RedisFuture<Long> life = redis.pttl(valueKey);
        List<KeyValue<String, byte[]>> read = link.await(first);
        List<Long> now = new ArrayList<>();
        boolean missing = false;
        for (int i = 1; i < read.size(); i++) {
            missing |= !read.get(i).hasValue();
            now.add(read.get(i).hasValue() ? token(read.get(i).getValue()) : 0L);
        }
        if (missing) {
            counts.absent.increment();
            return new Absent(makeTokens(redis, tokens));
        }
        if (!read.getFirst().hasValue()) {
            counts.absent.increment();
            return new Absent(now);
        }
        Hit hit = open(read.getFirst().getValue(), now, link.await(life));
        (hit == null ? counts.stale : counts.hits).increment();
        return hit == null ? new Absent(now) : hit;
    }

    private List<Long> makeTokens(RedisAsyncCommands<String, byte[]> redis, List<String> tokens)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<RedisFuture<String>> made = new ArrayList<>();
        for (String token : tokens) {
            byte[] fresh = ByteBuffer.allocate(8).putLong(random.nextLong()).array();
            made.add(redis.set(token, fresh, SetArgs.Builder.nx().ex(TOKEN_SECONDS)));
        }
        RedisFuture<List<KeyValue<String, byte[]>>> read = redis.mget(tokens.toArray(String[]::new));
        for (RedisFuture<String> m : made) {
            link.await(m);
        }
        List<Long> now = new ArrayList<>();
        for (KeyValue<String, byte[]> kv : link.await(read)) {
            // A token that was deleted again at once: nothing can be kept under it.
            now.add(kv.hasValue() ? token(kv.getValue()) : random.nextLong());
        }
        return now;
    }

    private static long token(byte[] bytes) {
        return bytes.length == 8 ? ByteBuffer.wrap(bytes).getLong() : 0;
    }

    private static @Nullable Hit open(byte[] stored, List<Long> now, @Nullable Long life) {
        try {
            ByteBuffer in = ByteBuffer.wrap(stored);
            if (in.get() != now.size() || life == null || life <= 0) {
                return null;
            }
            for (long token : now) {
                if (in.getLong() != token) {
                    return null;
                }
            }
            boolean negative = in.get() == 0;
            byte[] value = new byte[in.remaining()];
            in.get(value);
            return new Hit(value, negative, Duration.ofMillis(life));
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    /** The value of a hit, or null when this program cannot read it. */
    <T> @Nullable Decoded<T> decode(Hit hit, Codec<T> codec) {
        if (hit.negative()) {
            return new Decoded<>(null);
        }
        try {
            return new Decoded<>(codec.decode(hit.value()));
        } catch (RuntimeException e) {
            counts.failures.increment();
            return null;
        }
    }

    /** Stores without waiting. */
    void put(CacheKey key, Absent under, byte @Nullable [] value, Duration ttl) {
        int size = value == null ? 0 : value.length;
        if (size > spec.largest() || under.tokens().size() > Byte.MAX_VALUE || ttl.toMillis() <= 0) {
            return;
        }
        ByteBuffer out = ByteBuffer.allocate(2 + 8 * under.tokens().size() + size);
        out.put((byte) under.tokens().size());
        under.tokens().forEach(out::putLong);
        out.put((byte) (value == null ? 0 : 1));
        if (value != null) {
            out.put(value);
        }
        RedisAsyncCommands<String, byte[]> redis = link.commands();
        if (redis == null || !link.tryAcquire()) {
            counts.skipped.increment();
            return;
        }
        long start = System.nanoTime();
        redis.set(valueKey(key), out.array(), SetArgs.Builder.px(ttl.toMillis())).whenComplete((ok, problem) -> {
            if (problem == null) {
                counts.puts.increment();
                link.succeeded(System.nanoTime() - start);
            } else {
                counts.failures.increment();
                link.failed(System.nanoTime() - start, problem);
            }
        });
    }

    /** Makes every value that depends on one of these dead for all instances; when that fails, see the class. */
    void forget(Collection<String> names) {
        String[] keys = names.stream().map(this::tokenKey).toArray(String[]::new);
        Long deleted = request(redis -> link.await(redis.del(keys)));
        if (deleted == null) {
            counts.unforgotten.increment();
            owed.incrementAndGet();
        } else {
            counts.forgotten.increment();
        }
    }

    private boolean payDebt() {
        long debt = owed.get();
        if (debt == paid.get()) {
            return true;
        }
        if (request(redis -> link.await(redis.del(tokenKey(EPOCH)))) == null) {
            return false;
        }
        paid.accumulateAndGet(debt, Math::max);
        return owed.get() == paid.get();
    }

    private interface Request<T> {
        T ask(RedisAsyncCommands<String, byte[]> redis) throws ExecutionException, TimeoutException, InterruptedException;
    }

    private <T> @Nullable T request(Request<T> request) {
        RedisAsyncCommands<String, byte[]> redis = link.commands();
        if (redis == null || !link.tryAcquire()) {
            counts.skipped.increment();
            return null;
        }
        long start = System.nanoTime();
        try {
            T answer = request.ask(redis);
            long took = System.nanoTime() - start;
            link.succeeded(took);
            counts.requests.increment();
            counts.nanos.add(took);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            link.failed(System.nanoTime() - start, e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            link.failed(System.nanoTime() - start, e);
        }
        counts.failures.increment();
        return null;
    }

    /** How it stands; asking also has a lost connection made again, so that a watcher sees Redis come back without a read. */
    public Stats stats() {
        link.commands();
        Counts c = counts;
        long n = c.requests.sum();
        return new Stats(
                spec.address(),
                state(),
                link.failure(),
                c.hits.sum(),
                c.absent.sum(),
                c.stale.sum(),
                c.puts.sum(),
                c.failures.sum(),
                c.skipped.sum(),
                c.forgotten.sum(),
                c.unforgotten.sum(),
                n == 0 ? Duration.ZERO : Duration.ofNanos(c.nanos.sum() / n));
    }

    private State state() {
        if (link.resting()) {
            return State.RESTING;
        }
        if (link.connected()) {
            return State.UP;
        }
        return link.failure() == null ? State.CONNECTING : State.DOWN;
    }

    void resetStats() {
        counts = new Counts();
    }

    private String tokenKey(String name) {
        return "howdah:" + spec.namespace() + ":v:" + name;
    }

    private String valueKey(CacheKey key) {
        StringBuilder text = new StringBuilder(key.sql());
        for (Object p : key.params()) {
            String value = p instanceof byte[] b ? HexFormat.of().formatHex(b) : String.valueOf(p);
            text.append('\0').append(p == null ? "" : p.getClass().getName()).append('\0').append(value.length()).append(':').append(value);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return "howdah:" + spec.namespace() + ":e:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
