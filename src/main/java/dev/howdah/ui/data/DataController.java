package dev.howdah.ui.data;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.CellValue;
import dev.howdah.engine.page.CursorSeal;
import dev.howdah.engine.page.Export;
import dev.howdah.engine.page.Filter;
import dev.howdah.engine.page.HybridPager;
import dev.howdah.engine.page.KeysetAdvice;
import dev.howdah.engine.page.PageException;
import dev.howdah.engine.page.PageQuery;
import dev.howdah.engine.page.Relation;
import dev.howdah.engine.page.RowWindow;
import dev.howdah.engine.page.SortKey;
import dev.howdah.engine.page.Total;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads tables and SELECTs block by block as they are looked at. Reads only. */
final class DataController {
    private static final int LARGEST_PAGE = 1_000;
    /** Characters of a value that are loaded at most. */
    private static final int WHOLE = 1_000_000;
    /** Blocks that are read at one time; whoever drags the scroll bar has long left the others behind. */
    private static final int PENDING = 3;

    private final DataModel model;
    private final Db db;
    private final Browser browser;
    private final HybridPager pager;
    private final Kit kit;
    private final LatestCall opening;
    private final LatestCall counting;
    private final LatestCall costing;
    private final RowExport export;
    private final Map<Integer, Work<?>> blocks = new LinkedHashMap<>();
    private @Nullable RowWindow<List<CellValue>> window;
    private @Nullable Callable<Browser.Source> origin;
    private @Nullable String sought;
    private int generation;
    private int running;

    /** @param db sessions that are read-only */
    DataController(DataModel model, Db db, Kit kit) {
        this.model = model;
        this.db = db;
        this.kit = kit;
        this.browser = new Browser(db);
        this.pager = new HybridPager(db, CursorSeal.random(), 100, LARGEST_PAGE);
        this.opening = kit.fx().latest();
        this.counting = kit.fx().latest();
        this.costing = kit.fx().latest();
        this.export = new RowExport(model, kit, db, this::failed);
        model.rows.onWanted(this::load);
    }

    void onShow(Subscriptions held) {
        onRefresh();
        Subscription end = this::stop;
        held.add(end);
    }

    /** Reads the list of tables again, and the rows that are shown. */
    void onRefresh() {
        kit.fx().work(browser::relations).done(found -> {
            model.relations.set(found);
            find();
        }).failed(this::failed);
        Callable<Browser.Source> read = origin;
        Browser.Source before = model.source.get();
        if (read == null || before == null) {
            return;
        }
        busy(opening.work(read))
                .done(now -> {
                    if (!now.columns().equals(before.columns())) {
                        model.filters.set(model.filters.get().stream().filter(f -> has(now, f.column())).toList());
                        model.order.set(List.of());
                        model.opened.set(null);
                        model.source.set(now);
                    }
                    restart();
                })
                .failed(this::failed);
    }

    private static boolean has(Browser.Source source, String column) {
        return source.columns().stream().anyMatch(c -> c.name().equals(column));
    }

    /** Opens a table by its name, or by that of something that belongs to it, as soon as the list of them is known. */
    void onFind(String name) {
        sought = name;
        find();
        if (sought != null) {
            kit.fx().work(() -> Optional.ofNullable(browser.owner(name))).done(owner -> {
                if (name.equals(sought)) {
                    owner.ifPresent(o -> sought = o);
                    find();
                }
            }).failed(this::failed);
        }
    }

    private void find() {
        String name = sought;
        if (name != null) {
            model.relations.get().stream().filter(r -> r.toString().equals(name)).findFirst().ifPresent(r -> {
                sought = null;
                onTable(r);
            });
        }
    }

    void onTable(Relation table) {
        open(table.toString(), () -> browser.table(table.schema(), table.name()));
    }

    /** @param key columns that tell its rows apart, separated by commas; may be empty */
    void onSelect(String sql, String key) {
        List<String> columns = new ArrayList<>();
        for (String k : key.split(",", -1)) {
            if (!k.isBlank()) {
                columns.add(k.strip());
            }
        }
        open(Text.of("datatab.select"), () -> browser.select(sql, columns));
    }

    private void open(String title, Callable<Browser.Source> read) {
        busy(opening.work(read))
                .done(s -> {
                    origin = read;
                    model.title.set(title);
                    model.filters.set(List.of());
                    model.order.set(List.of());
                    model.opened.set(null);
                    model.source.set(s);
                    restart();
                })
                .failed(this::failed);
    }

    private <T> Work<T> busy(Work<T> work) {
        running++;
        model.busy.set(true);
        return work.ended(() -> {
            running--;
            model.busy.set(running > 0);
        });
    }

    /** Stops whatever is being read. What was not read is not asked for again before the next refresh, although it is looked at. */
    void onStop() {
        List<Integer> stopped = List.copyOf(blocks.keySet());
        stop();
        generation++;
        stopped.forEach(this::unreadable);
    }

    /** The row that somebody means who types this; see {@link Jump}. */
    long onJump(String text) {
        return Jump.to(text, model.rows.size());
    }

    /** Sorts by these columns, on the server. */
    void onSort(List<SortKey> keys) {
        if (!keys.equals(model.order.get())) {
            model.order.set(List.copyOf(keys));
            restart();
        }
    }

    void onFilter(Filter filter) {
        List<Filter> all = new ArrayList<>(model.filters.get());
        all.add(filter);
        model.filters.set(List.copyOf(all));
        restart();
    }

    void onUnfilter(Filter filter) {
        model.filters.set(model.filters.get().stream().filter(f -> !f.equals(filter)).toList());
        restart();
    }

    private @Nullable PageQuery query() {
        Browser.Source s = model.source.get();
        return s == null ? null : s.query().where(model.filters.get()).orderedBy(model.order.get());
    }

    private void restart() {
        PageQuery q = query();
        Browser.Source s = model.source.get();
        if (q == null || s == null) {
            return;
        }
        generation++;
        stopBlocks();
        model.problem.set(null);
        model.cost.set(null);
        model.strategy.set("");
        window = new RowWindow<>(pager, q, Browser.cells(s.columns().size()));
        model.total.set(Total.UNKNOWN);
        model.rows.clear(1);
        load(0);
        count(q, Total.Kind.ESTIMATED);
        costing.work(() -> pager.cost(q, 100_000, WindowList.BLOCK)).done(model.cost::set).failed(t -> model.cost.set(null));
    }

    /** Counts every row, which reads all of them. */
    void onCount() {
        PageQuery q = query();
        if (q != null) {
            count(q, Total.Kind.EXACT);
        }
    }

    private void count(PageQuery q, Total.Kind kind) {
        busy(counting.work(() -> pager.total(q, kind))).done(this::total).failed(this::failed);
    }

    private void total(Total total) {
        if (total.kind() == Total.Kind.ESTIMATED && model.total.get().kind() == Total.Kind.EXACT) {
            // the end was seen meanwhile
            return;
        }
        model.total.set(total);
        int rows = (int) Math.min(Integer.MAX_VALUE - 8, total.rows());
        if (total.kind() == Total.Kind.EXACT || rows > model.rows.size()) {
            model.rows.resize(Math.max(rows, total.kind() == Total.Kind.EXACT ? rows : model.rows.size()));
        }
    }

    private void load(int block) {
        RowWindow<List<CellValue>> from = window;
        // The first block is asked for here and, when its row is looked at, by the list: one read is enough, and only one could be stopped.
        if (from == null || blocks.containsKey(block)) {
            return;
        }
        int asked = generation;
        long first = (long) block * WindowList.BLOCK;
        Total total = model.total.get();
        long known = total.kind() == Total.Kind.EXACT ? total.rows() : -1;
        long start = System.nanoTime();
        Work<RowWindow.Rows<List<CellValue>>> work = kit.fx().work(() -> from.rows(first, WindowList.BLOCK, known));
        while (blocks.size() >= PENDING) {
            blocks.values().iterator().next().cancel();
        }
        blocks.put(block, work);
        busy(work).done(rows -> {
                    if (asked == generation) {
                        strategy(rows, System.nanoTime() - start);
                        model.rows.loaded(block, rows.rows(), known >= 0);
                        if (rows.rows().size() < WindowList.BLOCK && (block == 0 || !rows.rows().isEmpty())) {
                            model.total.set(new Total(first + rows.rows().size(), Total.Kind.EXACT));
                        }
                    }
                })
                .failed(t -> {
                    if (asked == generation) {
                        unreadable(block);
                        failed(t);
                    }
                })
                .ended(() -> {
                    if (blocks.remove(block, work)) {
                        model.rows.failed(block);
                    }
                });
    }

    private void unreadable(int block) {
        if (block == 0) {
            counting.cancel();
            model.rows.clear(0);
        } else {
            model.rows.unreadable(block);
        }
    }

    private void strategy(RowWindow.Rows<?> rows, long nanos) {
        String time = Format.duration(Duration.ofNanos(nanos));
        if (rows.rows().isEmpty()) {
            model.strategy.set(Text.of("datatab.strategy.none", time));
            return;
        }
        String range = Format.count(rows.first() + 1) + "–" + Format.count(rows.first() + rows.rows().size());
        model.strategy.set(Text.of("datatab.strategy." + rows.strategy().name(), range, time, Format.count(rows.skipped())));
    }

    /** Opens a row, its long values as far as the grid has them. */
    void onOpen(GridRow row) {
        List<CellValue> cells = row.cells();
        model.opened.set(cells == null ? null : new DataModel.Opened(row.number(), cells));
    }

    /** Loads a value whole, or as much of it as is bearable. */
    void onWhole(long row, String column, Consumer<String> show) {
        Browser.Source s = model.source.get();
        PageQuery q = query();
        if (s == null || q == null) {
            return;
        }
        kit.fx().work(() -> {
                    String value = browser.value(new Browser.Source(q, s.columns()), pager, row, column, WHOLE);
                    return value == null ? "" : value;
                })
                .done(show).failed(this::failed);
    }

    /** Writes all rows as they are filtered and sorted. */
    void onExport(Export.Format format) {
        PageQuery q = query();
        if (q != null) {
            export.start(q, format);
        }
    }

    void onCancelExport() {
        export.cancel();
    }

    /** Looks for statements with OFFSET. */
    void onAdvice() {
        kit.fx().work(() -> {
                    Lack lack = KeysetAdvice.missing(db);
                    return lack == null ? KeysetAdvice.of(db) : lack;
                })
                .done(found -> {
                    model.adviceLacks.set(found instanceof Lack l ? List.of(l) : List.of());
                    List<KeysetAdvice> all = new ArrayList<>();
                    if (found instanceof List<?> list) {
                        list.forEach(a -> all.add((KeysetAdvice) a));
                    }
                    model.advice.set(all);
                })
                .failed(this::failed);
    }

    private void failed(Throwable t) {
        model.problem.set(t instanceof PageException p
                ? new Problem(p.problem().title(), "", p.problem().hint(), false, p.problem().title())
                : Problem.of(t));
    }

    private void stopBlocks() {
        List.copyOf(blocks.values()).forEach(Work::cancel);
    }

    /** Nothing runs on the server for a tab that nobody sees, but for an export that somebody asked for. */
    private void stop() {
        stopBlocks();
        opening.cancel();
        counting.cancel();
        costing.cancel();
    }
}
