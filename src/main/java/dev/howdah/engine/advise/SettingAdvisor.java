package dev.howdah.engine.advise;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.WhatIf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Advises on settings: memory from what the host has (a quarter of it for shared_buffers, three quarters for effective_cache_size, a
 * sixteenth for maintenance_work_mem: PGTune's rules and PostgreSQL's own documentation), planner settings by trying them on a
 * planner with the workload. Only what is far off is said: half or a quarter of the rule. Not thread-safe.
 */
public final class SettingAdvisor {
    private static final long MB = 1024 * 1024;
    private static final long GB = 1024 * MB;
    private static final long MAINTENANCE_CAP = 2 * GB;
    private static final double SSD_PAGE_COST = 1.1;
    private static final double SPINNING_PAGE_COST = 2;
    private static final int SSD_CONCURRENCY = 200;
    private static final double WORTH = 0.98;
    /** Plans of a table with thousands of partitions take seconds each. */
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final double ALMOST_BEST = 0.01;

    /** Compiling takes about this long; a statement that is faster cannot earn it. */
    private static final double JIT_PAYS_MS = 300;

    private final Map<String, Setting> settings;
    private final Host host;

    /** @param settings of {@link Setting#read} */
    public SettingAdvisor(Map<String, Setting> settings, Host host) {
        this.settings = Map.copyOf(settings);
        this.host = host;
    }

    /**
     * @param whatIf null when no planner can be asked: then the host's rules only
     * @param stop asked often; true ends it with what it has
     * @return the surest first; empty when nothing is far off
     */
    public List<SettingAdvice> advise(Workload workload, @Nullable WhatIf whatIf, BooleanSupplier stop) {
        List<SettingAdvice> all = new ArrayList<>();
        long start = System.nanoTime();
        BooleanSupplier enough = () -> stop.getAsBoolean() || System.nanoTime() - start > LONGEST.toNanos();
        SettingTrial trial = whatIf == null || whatIf.basis() == WhatIf.Basis.STRUCTURE ? null : new SettingTrial(workload, whatIf, enough);
        memory(all, trial);
        storage(all, trial);
        processes(all);
        if (trial != null) {
            workMem(all, trial);
            jit(all, trial, workload.measured());
        }
        return List.copyOf(all);
    }

    private void memory(List<SettingAdvice> all, @Nullable SettingTrial trial) {
        if (host.memory() <= 0) {
            return;
        }
        String ram = Setting.size(host.memory() / MB * MB);
        double shared = value("shared_buffers");
        long quarter = rounded(host.memory() / 4);
        if (shared < quarter / 2.0) {
            add(all, "shared_buffers", Setting.size(quarter), Text.of("advise.setting.shared-low", ram), Confidence.MEDIUM, null);
        } else if (shared > host.memory() * 0.5) {
            add(all, "shared_buffers", Setting.size(quarter), Text.of("advise.setting.shared-high", ram), Confidence.MEDIUM, null);
        }
        double cache = value("effective_cache_size");
        long most = rounded(host.memory() / 4 * 3);
        if (cache < most / 2.0 || cache > host.memory()) {
            add(all, "effective_cache_size", Setting.size(most), Text.of("advise.setting.cache", ram), Confidence.MEDIUM, trial);
        }
        double maintenance = value("maintenance_work_mem");
        long sixteenth = Math.min(MAINTENANCE_CAP, rounded(host.memory() / 16));
        if (maintenance < sixteenth / 4.0) {
            add(all, "maintenance_work_mem", Setting.size(sixteenth), Text.of("advise.setting.maintenance", ram,
                    (int) value("autovacuum_max_workers")), Confidence.MEDIUM, null);
        }
    }

    private void storage(List<SettingAdvice> all, @Nullable SettingTrial trial) {
        if (host.storage() != Host.Storage.SOLID_STATE) {
            return;
        }
        if (value("random_page_cost") >= SPINNING_PAGE_COST * value("seq_page_cost")) {
            add(all, "random_page_cost", String.valueOf(SSD_PAGE_COST), Text.of("advise.setting.random"), Confidence.MEDIUM, trial);
        }
        double concurrency = value("effective_io_concurrency");
        if (concurrency >= 0 && concurrency <= 1) {
            add(all, "effective_io_concurrency", String.valueOf(SSD_CONCURRENCY), Text.of("advise.setting.concurrency"), Confidence.MEDIUM, null);
        }
    }

    private void processes(List<SettingAdvice> all) {
        double workers = value("max_worker_processes");
        if (host.cores() > workers) {
            add(all, "max_worker_processes", String.valueOf(host.cores()), Text.of("advise.setting.workers", host.cores()), Confidence.LOW, null);
        }
    }

    /** The smallest of a few larger values that brings nearly all that the largest brings. */
    private void workMem(List<SettingAdvice> all, SettingTrial trial) {
        double now = value("work_mem");
        long most = workMemCeiling();
        List<Long> tried = new ArrayList<>();
        for (long v = rounded((long) now * 2); v <= most && tried.size() < 6; v *= 2) {
            tried.add(v);
        }
        if (tried.isEmpty() || trial.with(Map.of("work_mem", kilobytes(tried.getLast()))).relativeCost() > WORTH) {
            return;
        }
        double best = trial.with(Map.of("work_mem", kilobytes(tried.getLast()))).relativeCost();
        for (long v : tried) {
            SettingTrial.Outcome outcome = trial.with(Map.of("work_mem", kilobytes(v)));
            if (outcome.relativeCost() <= best + ALMOST_BEST) {
                all.add(make("work_mem", Setting.size(v), Text.of("advise.setting.work-mem", Setting.size(most)), Confidence.MEDIUM,
                        outcome.relativeCost(), outcome.changed(), List.of(Text.of("advise.setting.work-mem-risk", (int) value("max_connections")))));
                return;
            }
        }
    }

    /** What every session could take at once; a guess of 256 MB where the host is not known. */
    private long workMemCeiling() {
        if (host.memory() <= 0) {
            return 256 * MB;
        }
        double sessions = (value("max_connections") + value("max_worker_processes")) * 3;
        return Math.max(4 * MB, rounded((long) ((host.memory() - value("shared_buffers")) / sessions)));
    }

    private void jit(List<SettingAdvice> all, SettingTrial trial, boolean measured) {
        Setting jit = settings.get("jit");
        double limit = value("jit_above_cost");
        if (!measured || jit == null || !jit.setting().equals("on") || limit < 0) {
            return;
        }
        List<SettingTrial.Planned> wasted = trial.planned().stream()
                .filter(p -> p.cost() > limit && p.item().meanMs() < JIT_PAYS_MS)
                .toList();
        if (wasted.isEmpty()) {
            return;
        }
        double highest = wasted.stream().mapToDouble(SettingTrial.Planned::cost).max().orElse(limit);
        long proposed = (long) Math.pow(10, Math.ceil(Math.log10(highest)));
        List<SettingAdvice.Change> changes = wasted.stream()
                .map(p -> new SettingAdvice.Change(p.item().id(), p.item().query().text(), p.cost(), p.cost()))
                .toList();
        all.add(make("jit_above_cost", String.valueOf(proposed), Text.of("advise.setting.jit", wasted.size(), (int) JIT_PAYS_MS), Confidence.MEDIUM,
                Double.NaN, changes, List.of(Text.of("advise.setting.jit-unknown"))));
    }

    private void add(
            List<SettingAdvice> all, String name, String proposed, String reason, Confidence confidence, @Nullable SettingTrial trial) {
        if (!settings.containsKey(name)) {
            return;
        }
        List<SettingAdvice.Change> changed = trial == null ? List.of() : trial.with(Map.of(name, proposed)).changed();
        List<String> unknown = new ArrayList<>();
        if (trial != null) {
            unknown.add(Text.of("advise.setting.other-unit"));
        }
        if (trial != null && trial.cut()) {
            unknown.add(Text.of("advise.setting.no-time"));
        }
        all.add(make(name, proposed, reason, confidence, Double.NaN, changed, unknown));
    }

    private SettingAdvice make(String name, String proposed, String reason, Confidence confidence, double relativeCost,
            List<SettingAdvice.Change> changed, List<String> unknown) {
        Setting now = java.util.Objects.requireNonNull(settings.get(name));
        String reload = now.needsRestart() ? "" : "\nSELECT pg_reload_conf();";
        String act = "ALTER SYSTEM SET " + name + " = " + Identifiers.literal(proposed) + ";" + reload;
        String undo = (now.byAlterSystem()
                ? "ALTER SYSTEM SET " + name + " = " + Identifiers.literal(now.text()) + ";"
                : "ALTER SYSTEM RESET " + name + ";") + reload;
        List<String> notes = new ArrayList<>(unknown);
        if (now.needsRestart()) {
            notes.add(Text.of("advise.setting.restart"));
        }
        return new SettingAdvice(name, now.text(), proposed, reason, act, undo, now.needsRestart(), confidence, relativeCost, changed,
                List.copyOf(notes));
    }

    private double value(String name) {
        Setting s = settings.get(name);
        return s == null ? Double.NaN : s.value();
    }

    private static String kilobytes(long bytes) {
        return String.format(Locale.ROOT, "%dkB", bytes / 1024);
    }

    /** Down to a size that reads well. */
    private static long rounded(long bytes) {
        long unit = bytes >= 8 * GB ? GB : bytes >= 256 * MB ? 64 * MB : MB;
        return Math.max(MB, bytes / unit * unit);
    }
}
