package dev.howdah.engine.replay;

import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Source;
import dev.howdah.engine.sample.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A source that brings what a test says, when it says so. */
public final class Pipe implements Source {
    private final Map<String, List<Consumer<Reading<?>>>> consumers = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T> Subscription subscribe(Probe<T> probe, Consumer<Reading<T>> consumer) {
        Consumer<Reading<?>> own = r -> consumer.accept((Reading<T>) r);
        List<Consumer<Reading<?>>> all = consumers.computeIfAbsent(probe.name(), n -> new CopyOnWriteArrayList<>());
        all.add(own);
        return () -> all.remove(own);
    }

    public <T> void bring(Probe<T> probe, Instant at, T value) {
        consumers.getOrDefault(probe.name(), List.of()).forEach(c -> c.accept(new Reading.Value<>(at, value, Duration.ZERO, List.of())));
    }

    public int subscribers(Probe<?> probe) {
        return consumers.getOrDefault(probe.name(), List.of()).size();
    }

    @Override
    public Subscription onLink(Consumer<Link> listener) {
        listener.accept(new Link.Connecting());
        return () -> {};
    }

    @Override
    public void refresh() {}
}
