package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the known replicas of a cluster whether they use indexes that this server does not use, each replica once for all of them.
 * Physical replicas share the objects, and each counts its own scans. A replica need not be connected now: whether a saved server
 * is one, its own system identifier says.
 */
final class ReplicaScans {
    private static final int DAYS = 14;

    /**
     * What a server says of itself.
     *
     * @param cluster the same number on all servers of a cluster
     * @param walReceiver the names under which its primary sees it, or ""
     * @param recent whether it has counted for less than {@link #DAYS}
     */
    public record Member(String cluster, String walReceiver, boolean recent) {}

    /** @param scans null when it has no such index */
    public record Scans(String name, @Nullable Long scans) {}

    /** A replica with what it counted. */
    private record Heard(String name, Member member, Map<String, Long> scans) {}

    private final List<Heard> members = new ArrayList<>();

    /** Sentences on servers that did not answer. */
    private final List<String> silent = new ArrayList<>();

    /** Whether one of these may be a replica: a server for other ends is no replica of this one. */
    private boolean missed;

    /** @param indexes qualified and quoted; nobody is asked when there are none */
    ReplicaScans(Sources.Live live, List<String> indexes) {
        if (indexes.isEmpty() || live.replicas().isEmpty()) {
            return;
        }
        Member here = asked(live.db(), live.db());
        if (here != null) {
            live.replicas().forEach(other -> ask(other, here.cluster(), indexes, live.db()));
        }
    }

    private void ask(Db other, String cluster, List<String> indexes, Db main) {
        Member there = asked(other, main);
        if (there != null && there.cluster().equals(cluster)) {
            hear(other, there, indexes, main);
        }
    }

    private @Nullable Member asked(Db db, Db main) {
        try {
            return db.one("rules/cluster_member", Member.class, Map.of("days", DAYS));
        } catch (DbException e) {
            unheard(db, main, e);
            return null;
        }
    }

    private void hear(Db replica, Member there, List<String> indexes, Db main) {
        try {
            Map<String, Long> scans = new HashMap<>();
            replica.list("rules/replica_scans", Scans.class, Map.of("indexes", indexes.toArray(String[]::new)))
                    .forEach(s -> scans.put(s.name(), s.scans() == null ? 0L : s.scans()));
            members.add(new Heard(replica.target().name(), there, scans));
        } catch (DbException e) {
            unheard(replica, main, e);
        }
    }

    private void unheard(Db db, Db main, DbException e) {
        silent.add(Text.of("rules.replica.silent", db.target().name(), e.problem().title()));
        missed |= db.target().environment() == main.target().environment();
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
        for (Heard replica : members) {
            if (replica.scans().getOrDefault(card.subject(), 0L) > 0) {
                return null;
            }
            evidence.put(Text.of("rules.replica.scans", replica.name()), "0");
            all &= !replica.member().recent();
            if (replica.member().recent()) {
                open.add(Text.of("rules.replica.recent", replica.name(), DAYS));
            }
            open.replaceAll(o -> named(o, replica.member()));
            open.removeIf(String::isEmpty);
        }
        open.addAll(silent);
        Card.Basis basis = new Card.Basis(evidence, card.basis().window(), silent.isEmpty() ? card.basis().confidence() : Confidence.LOW, open);
        return new Card(card.rule(), card.area(), card.subject(), card.claim(), card.why(), basis, missed ? first(card) : deed(card, open, all),
                card.queryIds(), card.urgent());
    }

    /** A saved server that did not answer may be one that uses it. */
    private static Card.Deed first(Card card) {
        return Card.Deed.byHand(Text.of("rules.replica.first", "DROP INDEX CONCURRENTLY " + card.subject()), card.deed().cost());
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
    private static String named(String sentence, Member there) {
        String rest = sentence;
        for (String seen : there.walReceiver().split(",", -1)) {
            if (!seen.isBlank()) {
                rest = rest.replaceAll("(?:, )?\\breplica (?:of slot )?" + java.util.regex.Pattern.quote(seen) + "(?![\\w-])", "");
            }
        }
        return rest.equals(sentence) ? sentence : rest.contains("replica ") || rest.contains("primary") || rest.contains("…") ? rest : "";
    }
}
