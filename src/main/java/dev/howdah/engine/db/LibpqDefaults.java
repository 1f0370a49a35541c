package dev.howdah.engine.db;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** libpq's environment variables. */
final class LibpqDefaults {
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCRL", "sslcrl"),
            Map.entry("PGSSLCRLDIR", "sslcrldir"),
            Map.entry("PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"),
            Map.entry("PGSSLMAXPROTOCOLVERSION", "ssl_max_protocol_version"),
            Map.entry("PGREQUIREAUTH", "require_auth"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGKRBSRVNAME", "krbsrvname"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"));

    private LibpqDefaults() {}

    static ConnInfo environment(Surroundings surroundings) {
        ConnInfo all = environment(surroundings, VARIABLES.keySet());
        // Before sslmode there was PGREQUIRESSL; libpq still honours it.
        return "1".equals(surroundings.get("PGREQUIRESSL")) && all.get("sslmode") == null ? all.with("sslmode", "require") : all;
    }

    static ConnInfo environment(Surroundings surroundings, Collection<String> variables) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String variable : variables) {
            String value = surroundings.get(variable);
            String keyword = VARIABLES.get(variable);
            if (value != null && keyword != null) {
                values.put(keyword, value);
            }
        }
        return new ConnInfo(values);
    }
}
