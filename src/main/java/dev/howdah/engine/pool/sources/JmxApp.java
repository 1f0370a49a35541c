package dev.howdah.engine.pool.sources;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * Another program's HikariCP pools over JMX. The program must have {@code registerMbeans} on. Thread-safe; every call may wait
 * for the network, so none belongs on a window's thread.
 */
public final class JmxApp implements AutoCloseable {
    private final String address;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final AuditLog audit;

    private JmxApp(String address, JMXConnector connector, AuditLog audit) throws IOException {
        this.address = address;
        this.audit = audit;
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    /**
     * Connects.
     *
     * @param address {@code host:port} of the program's JMX registry, or a service URL
     * @param user null when the program asks for none
     * @throws DbException Unreachable or LoginRefused
     */
    @SuppressWarnings("BanJNDI") // the user names the program to connect to, and JMX over RMI is found through its registry
    public static JmxApp open(String address, @Nullable String user, @Nullable String password, AuditLog audit) {
        try {
            Map<String, Object> environment = new HashMap<>();
            if (user != null && password != null) {
                environment.put(JMXConnector.CREDENTIALS, new String[] {user, password});
            }
            return new JmxApp(address, JMXConnectorFactory.connect(url(address), environment), audit);
        } catch (SecurityException e) {
            throw new DbException(new DbProblem.LoginRefused(address, "", String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw unreachable(address, e);
        }
    }

    static JMXServiceURL url(String address) {
        try {
            return new JMXServiceURL(
                    address.startsWith("service:") ? address : "service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi");
        } catch (MalformedURLException e) {
            throw new DbException(new DbProblem.Unreachable(address, Text.of("pool.jmx.address", address)), e);
        }
    }

    public String address() {
        return address;
    }

    /** All HikariCP pools of the program, by name. */
    public List<JmxPool> pools() {
        return call(() -> {
            Map<String, ObjectName> configs = named("PoolConfig");
            List<JmxPool> pools = new ArrayList<>();
            for (var e : named("Pool").entrySet()) {
                pools.add(read(e.getKey(), e.getValue(), configs.get(e.getKey())));
            }
            pools.sort(Comparator.comparing(JmxPool::name));
            return pools;
        });
    }

    /** Sets maximumPoolSize and minimumIdle of a pool; the larger first, so that neither is ever above the other. */
    public void resize(String pool, int max, int minIdle) {
        if (max < 1 || minIdle < 0 || minIdle > max) {
            throw new IllegalArgumentException(Text.of("pool.jmx.size", max, minIdle));
        }
        call(() -> {
            ObjectName config = bean("PoolConfig", pool);
            int before = (Integer) beans.getAttribute(config, "MaximumPoolSize");
            int idleBefore = (Integer) beans.getAttribute(config, "MinimumIdle");
            return audit.doing(deed(Act.POOL_RESIZE, Text.of("audit.pool-size", pool, max, minIdle))
                    .undoneBy(Text.of("audit.pool-size", pool, before, idleBefore)), () -> resize(config, before, max, minIdle));
        });
    }

    private int resize(ObjectName config, int before, int max, int minIdle) {
        return call(() -> {
            List<Attribute> both = new ArrayList<>(List.of(new Attribute("MaximumPoolSize", max), new Attribute("MinimumIdle",
                    minIdle)));
            for (Attribute a : max < before ? both.reversed() : both) {
                beans.setAttribute(config, a);
            }
            return max;
        });
    }

    /** Replaces every connection as it comes free. */
    public void softEvict(String pool) {
        invoke(pool, "softEvictConnections", deed(Act.POOL_EVICT, pool));
    }

    /** Lends nothing until {@link #resume}; refused unless the program has {@code allowPoolSuspension} on. */
    public void suspend(String pool) {
        invoke(pool, "suspendPool", deed(Act.POOL_SUSPEND, pool).undoneBy(Act.POOL_RESUME.title()));
    }

    public void resume(String pool) {
        invoke(pool, "resumePool", deed(Act.POOL_RESUME, pool).undoneBy(Act.POOL_SUSPEND.title()));
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw unreachable(address, e);
        }
    }

    private Deed deed(Act act, String words) {
        return Deed.of(Place.program(address), act, words);
    }

    private void invoke(String pool, String operation, Deed deed) {
        audit.doing(deed, () -> call(() -> {
            beans.invoke(bean("Pool", pool), operation, new Object[0], new String[0]);
            return pool;
        }));
    }

    private JmxPool read(String name, ObjectName pool, @Nullable ObjectName config) throws JMException, IOException {
        Map<String, Object> g = values(pool, "ActiveConnections", "IdleConnections", "TotalConnections",
                "ThreadsAwaitingConnection");
        Map<String, Object> c = config == null
                ? Map.of()
                : values(
                        config, "MaximumPoolSize", "MinimumIdle", "ConnectionTimeout", "IdleTimeout", "MaxLifetime",
                                "LeakDetectionThreshold");
        return new JmxPool(
                name,
                count(g, "ActiveConnections"),
                count(g, "IdleConnections"),
                count(g, "TotalConnections"),
                count(g, "ThreadsAwaitingConnection"),
                (Integer) c.get("MaximumPoolSize"),
                (Integer) c.get("MinimumIdle"),
                millis(c, "ConnectionTimeout"),
                millis(c, "IdleTimeout"),
                millis(c, "MaxLifetime"),
                millis(c, "LeakDetectionThreshold"),
                config != null);
    }

    private Map<String, Object> values(ObjectName bean, String... names) throws JMException, IOException {
        Map<String, Object> values = new HashMap<>();
        AttributeList read = beans.getAttributes(bean, names);
        read.asList().forEach(a -> values.put(a.getName(), a.getValue()));
        return values;
    }

    private static int count(Map<String, Object> values, String name) {
        return values.get(name) instanceof Integer n ? n : 0;
    }

    private static @Nullable Duration millis(Map<String, Object> values, String name) {
        return values.get(name) instanceof Long n ? Duration.ofMillis(n) : null;
    }

    /** HikariCP wrote {@code type=Pool (name)}; newer versions write {@code type=Pool,name=name}. */
    private Map<String, ObjectName> named(String type) throws IOException, JMException {
        Map<String, ObjectName> found = new TreeMap<>();
        for (ObjectName n : beans.queryNames(new ObjectName("com.zaxxer.hikari:*"), null)) {
            String full = n.getKeyProperty("type");
            String name = n.getKeyProperty("name");
            if (full != null && name != null && full.equals(type)) {
                found.put(name.startsWith("\"") ? ObjectName.unquote(name) : name, n);
            } else if (full != null && full.startsWith(type + " (") && full.endsWith(")")) {
                found.put(full.substring(type.length() + 2, full.length() - 1), n);
            }
        }
        return found;
    }

    private ObjectName bean(String type, String pool) throws IOException, JMException {
        ObjectName found = named(type).get(pool);
        if (found == null) {
            throw new DbException(new DbProblem.Missing(address, "", Text.of("pool.jmx.gone", pool)), null);
        }
        return found;
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException, JMException;
    }

    private <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw unreachable(address, e);
        } catch (JMException | JMRuntimeException e) {
            Throwable root = e instanceof RuntimeMBeanException r ? Objects.requireNonNullElse(r.getCause(), e) : e;
            throw new DbException(new DbProblem.ServerSide(address, "", String.valueOf(root.getMessage())), e);
        } catch (SecurityException e) {
            throw new DbException(new DbProblem.Denied(address, "", String.valueOf(e.getMessage())), e);
        } catch (IllegalStateException e) {
            throw new DbException(new DbProblem.ServerSide(address, "", String.valueOf(e.getMessage())), e);
        }
    }

    private static DbException unreachable(String address, Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new DbException(new DbProblem.Unreachable(address, said), e);
    }
}
