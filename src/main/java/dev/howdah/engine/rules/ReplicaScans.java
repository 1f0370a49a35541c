package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the known replicas of a cluster whether they use an index that this server does not use. Physical replicas share the
 * objects' numbers, and each counts its own scans.
 */
final class ReplicaScans {
    private static final int DAYS = 14;

    /**
     * What one server of the cluster says of an index.
     *
     * @param cluster the same number on all servers of a cluster
     * @param walReceiver the names under which its primary sees it, or ""
     * @param scans null when it has no such index
     */
    public record Scans(String cluster, String walReceiver, boolean recent, @Nullable Long scans) {}

    private final List<Db> members = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();

    /** Finds those of the cluster among the servers that may be. */
    ReplicaScans(Sources.Live live) {
        String cluster = live.replicas().isEmpty() ? "" : scans(live.db(), "").cluster();
        for (Db other : live.replicas()) {
            try {
                if (scans(other, "").cluster().equals(cluster)) {
                    members.add(other);
                }
            } catch (DbException e) {
                silent.add(Text.of("rules.replica.silent", other.target().name(), e.problem().title()));
            }
        }
    }

    /**
     * The card with what the replicas say.
     *
     * @return null when one of them uses the index
     */
    @Nullable Card heeded(Card card) {
        Map<String, String> evidence = new LinkedHashMap<>(card.basis().evidence());
        List<String> open = new ArrayList<>(card.basis().notConsidered());
        boolean all = !members.isEmpty();
        boolean heard = silent.isEmpty();
        for (Db replica : members) {
            String name = replica.target().name();
            try {
                Scans there = scans(replica, card.subject());
                if (there.scans() != null && there.scans() > 0) {
                    return null;
                }
                evidence.put(Text.of("rules.replica.scans", name), "0");
                all &= !there.recent();
                if (there.recent()) {
                    open.add(Text.of("rules.replica.recent", name, DAYS));
                }
                open.replaceAll(o -> named(o, there));
                open.removeIf(String::isEmpty);
            } catch (DbException e) {
                open.add(Text.of("rules.replica.silent", name, e.problem().title()));
                all = false;
                heard = false;
            }
        }
        // A saved server that did not answer may be one that uses it.
        open.addAll(silent);
        Card.Basis basis = new Card.Basis(evidence, card.basis().window(), heard ? card.basis().confidence() : Confidence.LOW, open);
        Card.Deed deed = heard ? deed(card, open, all) : Card.Deed.byHand(Text.of("rules.replica.first"), card.deed().cost());
        return new Card(card.rule(), card.area(), card.subject(), card.claim(), card.why(), basis, deed, card.queryIds(), card.urgent());
    }

    /** With every replica heard, it may go. */
    private static Card.Deed deed(Card card, List<String> open, boolean all) {
        String definition = card.basis().evidence().get("definition");
        if (card.applicable() || !all || !open.isEmpty() || definition == null || card.basis().evidence().containsKey("alike")) {
            return card.deed();
        }
        return Card.Deed.of("DROP INDEX CONCURRENTLY " + card.subject(),
                definition.replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY "));
    }

    /** A sentence on servers that were not looked at, without the one that was. */
    private static String named(String sentence, Scans there) {
        String rest = sentence;
        for (String seen : there.walReceiver().split(",", -1)) {
            if (!seen.isBlank()) {
                rest = rest.replaceAll("(?:, )?\\breplica (?:of slot )?" + java.util.regex.Pattern.quote(seen) + "(?![\\w-])", "");
            }
        }
        return rest.equals(sentence) ? sentence : rest.contains("replica ") || rest.contains("primary") || rest.contains("…") ? rest : "";
    }

    private static Scans scans(Db db, String index) {
        return db.one("rules/replica_scans", Scans.class, Map.of("index", index, "days", DAYS));
    }
}
