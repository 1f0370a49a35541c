package dev.howdah.engine.store;

import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells one target from another, and what about it may change.
 *
 * @param address all hosts with their ports
 * @param system the cluster's own number, equal on a primary and its replicas; null where the role may not read it
 */
record TargetFacts(
        String name, String environment, String address, String database, @Nullable String system, boolean inRecovery, Instant startedAt,
        String version) {

    static TargetFacts of(Target target, Server server) {
        return new TargetFacts(target.name(), target.environment().name(), address(target), target.database(), server.systemIdentifier(),
                server.inRecovery(), server.startedAt(), server.version());
    }

    static String address(Target target) {
        return String.join(",", target.hosts().stream().map(Target.Host::toString).toList());
    }
}
