package dev.howdah.engine.activity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom. A root holds up others and waits for nobody; the heaviest root comes first. Immutable.
 *
 * @param roots sessions and prepared transactions that others wait for
 */
public record LockTree(List<Node> roots) {
    public static final LockTree NONE = new LockTree(List.of());

    /**
     * @param pid 0 for a prepared transaction
     * @param session null for a prepared transaction, or a session that has just ended
     * @param blocked what it waits for; null for a root
     * @param waiting who waits for it, directly
     */
    public record Node(int pid, @Nullable Session session, @Nullable Blocking blocked, List<Node> waiting) {
        /** Sessions that wait for it, directly or behind others, each counted once. */
        public int victims() {
            Set<Integer> pids = new HashSet<>();
            collect(pids);
            return pids.size();
        }

        private void collect(Set<Integer> pids) {
            for (Node n : waiting) {
                if (pids.add(n.pid)) {
                    n.collect(pids);
                }
            }
        }

        /** The longest wait behind it in seconds; 0 when unknown. */
        public double longestWait() {
            double own = blocked == null || blocked.waitSeconds() == null ? 0 : blocked.waitSeconds();
            return waiting.stream().mapToDouble(Node::longestWait).reduce(own, Math::max);
        }
    }

    /** Joins sessions and waits of about the same moment. A circle that the server has not yet broken counts as one root. */
    public static LockTree of(List<Session> sessions, List<Blocking> waits) {
        Map<Integer, Session> byPid = new HashMap<>();
        sessions.forEach(s -> byPid.put(s.pid(), s));
        Map<Integer, Blocking> waiters = new LinkedHashMap<>();
        Map<Integer, Set<Integer>> behind = new LinkedHashMap<>();
        for (Blocking w : waits) {
            waiters.put(w.pid(), w);
            for (int blocker : w.blockers()) {
                behind.computeIfAbsent(blocker, b -> new TreeSet<>()).add(w.pid());
            }
        }
        Set<Integer> placed = new HashSet<>();
        List<Node> roots = new ArrayList<>();
        for (boolean circles : new boolean[] {false, true}) {
            for (int blocker : behind.keySet()) {
                Blocking wait = waiters.get(blocker);
                if (circles ? !placed.contains(blocker) : wait == null || wait.blockers().length == 0) {
                    Builder builder = new Builder(byPid, waiters, behind);
                    roots.add(builder.node(blocker));
                    placed.addAll(builder.placed);
                }
            }
        }
        roots.sort(Comparator.comparingInt(Node::victims).reversed().thenComparing(Comparator.comparingDouble(Node::longestWait).reversed()));
        return new LockTree(List.copyOf(roots));
    }

    /** Builds one root's tree; whoever waits behind two others keeps its own queue under the first. */
    private record Builder(
            Map<Integer, Session> sessions, Map<Integer, Blocking> waiters, Map<Integer, Set<Integer>> behind, Set<Integer> placed) {
        Builder(Map<Integer, Session> sessions, Map<Integer, Blocking> waiters, Map<Integer, Set<Integer>> behind) {
            this(sessions, waiters, behind, new HashSet<>());
        }

        Node node(int pid) {
            List<Node> waiting = new ArrayList<>();
            if (placed.add(pid)) {
                for (int next : behind.getOrDefault(pid, Set.of())) {
                    if (!deeper(pid, next) && !placed.contains(next)) {
                        waiting.add(node(next));
                    }
                }
            }
            return new Node(pid, sessions.get(pid), waiters.get(pid), List.copyOf(waiting));
        }

        /** Whether a waiter also waits behind another one of the same queue, and so stands under that one. */
        private boolean deeper(int pid, int waiter) {
            Blocking wait = waiters.get(waiter);
            if (wait == null) {
                return false;
            }
            Set<Integer> queue = behind.getOrDefault(pid, Set.of());
            for (int other : wait.blockers()) {
                if (other != pid && queue.contains(other) && !behind.getOrDefault(waiter, Set.of()).contains(other)) {
                    return true;
                }
            }
            return false;
        }
    }
}
