package dev.howdah.engine.pool.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PgBouncer told at one moment. Immutable. Figures that its version does not have are null.
 *
 * @param version as SHOW VERSION says
 * @param lists counts of everything, by name, as SHOW LISTS gives them
 * @param config every setting
 */
public record Bouncer(
        Instant at,
        String version,
        List<Pool> pools,
        List<Stat> stats,
        List<Client> clients,
        List<ServerLink> servers,
        List<BouncerRow> lists,
        List<BouncerRow> config) {

    /**
     * One pool: a database and a user.
     *
     * @param clientsWaiting clients that wait for a server connection
     * @param maxWait how long the first of them waits
     * @param serversUsed server connections that were idle long enough to be tested before use
     * @param paused whether the database is paused
     */
    public record Pool(
            String database,
            String user,
            String mode,
            long clientsActive,
            long clientsWaiting,
            Duration maxWait,
            long serversActive,
            long serversIdle,
            long serversUsed,
            long serversTested,
            long serversLogin,
            @Nullable Long size,
            boolean paused,
            BouncerRow row) {

        /** Server connections that are open or being opened. */
        public long servers() {
            return serversActive + serversIdle + serversUsed + serversTested + serversLogin;
        }
    }

    /** One database's traffic, averages over PgBouncer's stats_period; times in milliseconds, null when not told. */
    public record Stat(
            String database,
            @Nullable Long transactionsPerSecond,
            @Nullable Long queriesPerSecond,
            @Nullable Double transactionMillis,
            @Nullable Double queryMillis,
            @Nullable Double waitMillis,
            @Nullable Long receivedPerSecond,
            @Nullable Long sentPerSecond,
            BouncerRow row) {}

    /**
     * One client.
     *
     * @param waited how long it waits now
     * @param link the server connection that it has, null for none
     */
    public record Client(
            String id,
            String database,
            String user,
            String state,
            String address,
            int port,
            String applicationName,
            Duration waited,
            @Nullable String link,
            BouncerRow row) {}

    /**
     * One connection to PostgreSQL.
     *
     * @param localPort PgBouncer's own port, which PostgreSQL sees as the client's
     * @param backendPid the server process; null before it is known
     * @param link the client that has it, null for none
     */
    public record ServerLink(
            String id,
            String database,
            String user,
            String state,
            String address,
            int port,
            int localPort,
            @Nullable Integer backendPid,
            @Nullable String link,
            String applicationName,
            BouncerRow row) {}
}
