package dev.howdah.engine.advise;

import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.Query;
import dev.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A planner as one search sees it: the indexes that the search adds are numbered from 0, whatever others thought of before. Its forks
 * know the same ones under the same numbers. Not thread-safe.
 */
final class OwnIndexes implements WhatIf {
    private final WhatIf planner;
    private final List<Hypothetical> own = new ArrayList<>();
    private final List<Integer> handles = new ArrayList<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();

    /** @param planner closed with this */
    OwnIndexes(WhatIf planner) {
        this.planner = planner;
    }

    @Override
    public Basis basis() {
        return planner.basis();
    }

    @Override
    public List<Hypothetical> add(List<IndexDef> indexes) {
        return planner.add(indexes).stream().map(this::numbered).toList();
    }

    @Override
    public Hypothetical add(String ddl) {
        return numbered(planner.add(ddl));
    }

    private Hypothetical numbered(Hypothetical h) {
        Hypothetical mine = new Hypothetical(h.index(), own.size(), h.name(), h.bytes(), h.problem());
        numbers.putIfAbsent(h.handle(), own.size());
        handles.add(h.handle());
        own.add(mine);
        return mine;
    }

    @Override
    public Estimate estimate(Query query, Change change) {
        Estimate e = planner.estimate(query, translated(change));
        return new Estimate(e.cost(), e.used(), e.added().stream().map(numbers::get).collect(Collectors.toSet()));
    }

    @Override
    public Plan explain(Query query, Change change) {
        return planner.explain(query, translated(change));
    }

    private Change translated(Change change) {
        Set<Integer> added = change.added().stream().map(handles::get).collect(Collectors.toSet());
        return new Change(added, change.dropped(), change.settings());
    }

    @Override
    public List<WhatIf> forks(int most) {
        List<IndexDef> known = own.stream().map(Hypothetical::index).toList();
        List<WhatIf> forks = new ArrayList<>();
        planner.forks(most).forEach(f -> forks.add(new OwnIndexes(f)));
        try {
            forks.forEach(f -> f.add(known));
            return forks;
        } catch (RuntimeException e) {
            forks.forEach(WhatIf::close);
            throw e;
        }
    }

    @Override
    public void close() {
        planner.close();
    }
}
