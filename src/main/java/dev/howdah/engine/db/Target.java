package dev.howdah.engine.db;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One database to connect to. Immutable.
 *
 * @param name what people call it: a profile's name, or {@code database@host:port}
 * @param hosts at least one; the first that answers is used
 * @param password null when the server asks for none or it comes from a certificate
 * @param properties further pgjdbc connection properties, name to value
 */
public record Target(
        String name,
        List<Host> hosts,
        String database,
        String user,
        @Nullable Secret password,
        Tls tls,
        Environment environment,
        Map<String, String> properties) {

    /** A host and its port (1 to 65535). */
    public record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    public Target {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a target needs a host");
        }
        hosts = List.copyOf(hosts);
        properties = Map.copyOf(properties);
    }

    /** The first host with its port, as people write it. */
    public String address() {
        return hosts.getFirst().toString();
    }

    /** The same server with another database of it. */
    public Target withDatabase(String other) {
        return new Target(name, hosts, other, user, password, tls, environment, properties);
    }

    public Target withUser(String otherUser, @Nullable Secret otherPassword) {
        return new Target(name, hosts, database, otherUser, otherPassword, tls, environment, properties);
    }

    public Target withTls(Tls other) {
        return new Target(name, hosts, database, user, password, other, environment, properties);
    }

    public Target withEnvironment(Environment other) {
        return new Target(name, hosts, database, user, password, tls, other, properties);
    }

    public Target withName(String other) {
        return new Target(other, hosts, database, user, password, tls, environment, properties);
    }

    /** The JDBC URL without user, password or parameters. */
    public String jdbcUrl() {
        String where = hosts.stream().map(Host::toString).collect(Collectors.joining(","));
        return "jdbc:postgresql://" + where + "/" + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8).replace("+", "%20");
    }
}
