package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works a log_line_prefix out of what stands before the labels of many lines at once: from left to right, sign by sign and escape by escape,
 * only what fits all of them; of the ways that are open the cheapest are followed. A column costs by how strange its values would be.
 */
final class PrefixSearch {
    private static final int BEAM = 18;
    private static final int LINES = 60;
    private static final int STEPS = 70;
    private static final int ANSWERS = 8;
    private static final double LOST = 12;
    private static final double REMAINING = 0.08;

    private final List<String> heads;
    private final Columns columns;

    private PrefixSearch(List<String> heads, Connected known) {
        this.heads = heads;
        columns = new Columns(heads, known);
    }

    /**
     * A beginning of a prefix.
     *
     * @param at   where each line goes on; {@link Columns#ENDED} for one that ended at %q, {@link Columns#GONE} for one that did not fit
     * @param used the escapes so far
     */
    record Path(String text, int[] at, boolean quit, double cost, String used) {
        boolean has(char escape) {
            return used.indexOf(escape) >= 0;
        }
    }

    /**
     * The likeliest prefixes, best first.
     *
     * @param all what stands before the label on each line, names with blanks made one word
     */
    static Set<String> from(List<String> all, Connected known) {
        if (all.isEmpty()) {
            return Set.of();
        }
        return new PrefixSearch(some(all), known).search();
    }

    /** Lines of as many shapes as there are, in their order. */
    private static List<String> some(List<String> all) {
        if (all.size() <= LINES) {
            return all;
        }
        Map<String, Integer> shapes = new LinkedHashMap<>();
        List<String> chosen = new ArrayList<>();
        int step = Math.max(1, all.size() / (LINES * 2));
        for (int i = 0; i < all.size() && chosen.size() < LINES; i += step) {
            String shape = all.get(i).replaceAll("[\\p{L}\\d_]+", "a");
            if (shapes.merge(shape, 1, Integer::sum) <= LINES / 3) {
                chosen.add(all.get(i));
            }
        }
        return chosen;
    }

    private Set<String> search() {
        int[] start = new int[heads.size()];
        List<Path> open = List.of(new Path("", start, false, 0, ""));
        List<Path> done = new ArrayList<>();
        for (int step = 0; step < STEPS && !open.isEmpty(); step++) {
            Map<String, Path> next = new HashMap<>();
            for (Path path : open) {
                for (Path longer : longer(path, done)) {
                    next.merge(longer.text, longer, (a, b) -> a.cost <= b.cost ? a : b);
                }
            }
            open = next.values().stream().sorted(Comparator.comparingDouble(this::outlook).thenComparing(Path::text)).limit(BEAM).toList();
        }
        done.sort(Comparator.comparingDouble(Path::cost).thenComparing(Path::text));
        Set<String> answers = new LinkedHashSet<>();
        done.stream().limit(ANSWERS).forEach(p -> answers.add(p.text));
        return answers;
    }

    private double outlook(Path path) {
        long left = 0;
        for (int i = 0; i < path.at.length; i++) {
            left += path.at[i] < 0 ? 0 : heads.get(i).length() - path.at[i];
        }
        return path.cost + REMAINING * left;
    }

    private List<Path> longer(Path path, List<Path> done) {
        int alive = 0;
        int ended = 0;
        for (int i = 0; i < path.at.length; i++) {
            alive += path.at[i] >= 0 ? 1 : 0;
            ended += path.at[i] == heads.get(i).length() ? 1 : 0;
        }
        if (alive == ended) {
            done.add(path);
            return List.of();
        }
        if (ended > 0) {
            if (path.quit) {
                return ended * 10 > alive ? List.of() : List.of(without(path, ended));
            }
            return List.of(quit(path));
        }
        List<Path> all = new ArrayList<>();
        if (columns.moments(path, all)) {
            return all;
        }
        literal(path, all);
        columns.typed(path, all);
        columns.named(path, all);
        return all;
    }

    /** What follows is for sessions only: the lines that end here are of other processes. */
    private Path quit(Path path) {
        int[] at = path.at.clone();
        for (int i = 0; i < at.length; i++) {
            at[i] = at[i] == heads.get(i).length() ? Columns.ENDED : at[i];
        }
        return new Path(path.text + "%q", at, true, path.cost + 2, path.used);
    }

    private Path without(Path path, int ended) {
        int[] at = path.at.clone();
        for (int i = 0; i < at.length; i++) {
            at[i] = at[i] == heads.get(i).length() ? Columns.GONE : at[i];
        }
        return new Path(path.text, at, path.quit, path.cost + LOST * ended, path.used);
    }

    /** The signs or the word that stand next on every line. */
    private void literal(Path path, List<Path> all) {
        String run = columns.common(path);
        if (run.isEmpty()) {
            return;
        }
        int[] at = path.at.clone();
        double cost = columns.costOf(run, path);
        for (int i = 0; i < at.length; i++) {
            if (at[i] >= 0) {
                boolean fits = heads.get(i).startsWith(run, at[i]);
                at[i] = fits ? at[i] + run.length() : Columns.GONE;
                cost += fits ? 0 : LOST;
            }
        }
        all.add(new Path(path.text + run.replace("%", "%%"), at, path.quit, path.cost + cost, path.used));
    }
}
