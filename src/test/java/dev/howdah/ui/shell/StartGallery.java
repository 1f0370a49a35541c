package dev.howdah.ui.shell;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Environment;
import dev.howdah.testing.Await;
import dev.howdah.testing.Pictures;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;

/** Pictures of the window while no server is open, in its states, both themes: run it and look at the folder it is given. */
public final class StartGallery {
    private static final Entry SANDBOX = new Entry("sandbox", Environment.SANDBOX);
    private static final String LONG = "entrepôt des commandes «archive» of the northern warehouse, read replica number seventeen 🐘";

    private final Pictures pictures;

    private StartGallery(Pictures pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] args) {
        new StartGallery(Pictures.start(args)).all();
        System.exit(0);
    }

    private void all() {
        shown("start-first-run", List.of(SANDBOX));
        shown("start-some", List.of(SANDBOX, new Entry("orders", Environment.PRODUCTION), new Entry("orders-copy", Environment.STAGING),
                new Entry("laptop", Environment.DEVELOPMENT)));
        shown("start-huge", Stream.concat(Stream.of(SANDBOX, new Entry(LONG, Environment.PRODUCTION)),
                IntStream.range(0, 200).mapToObj(i -> new Entry("shop-" + i, Environment.values()[i % 4]))).toList());
        CountDownLatch never = new CountDownLatch(1);
        Shell opening = Pictures.on(() -> shell(List.of(SANDBOX), () -> Await.until("for ever", Duration.ofDays(1), () -> never.getCount() == 0)));
        Screen screen = pictures.show(Pictures.on(opening::screen));
        Pictures.until(screen, "servers", r -> r.lookup("#start-sandbox") != null);
        Pictures.with(screen, r -> Pictures.press(r, "#start-sandbox"));
        pictures.shoot("start-opening");
        Shell failing = Pictures.on(() -> shell(List.of(SANDBOX, new Entry("orders", Environment.PRODUCTION)), () -> {
            throw new DbException(new DbProblem.Unreachable("orders.internal:5432", "Connection to orders.internal:5432 refused. Check that the hostname and port"
                    + " are correct and that the postmaster is accepting TCP/IP connections."), null);
        }));
        Screen refused = pictures.show(Pictures.on(failing::screen));
        Pictures.until(refused, "servers", r -> r.lookup("#start-orders") != null);
        Pictures.with(refused, r -> Pictures.press(r, "#start-orders"));
        Pictures.untilShows(refused, ".problem");
        pictures.shoot("start-failing");
    }

    private void shown(String name, List<Entry> known) {
        Screen screen = pictures.show(Pictures.on(() -> shell(known, () -> {}).screen()));
        Pictures.until(screen, "servers", r -> r.lookup("#start-sandbox") != null);
        pictures.shoot(name);
    }

    private Shell shell(List<Entry> known, Runnable opening) {
        return new Shell(new Some(known, opening), pictures.kit());
    }

    /** Servers of which none opens. */
    private record Some(List<Entry> known, Runnable opening) implements Refusing {
        @Override
        public Connected open(Entry entry, ObservableValue<TimeRange> range) {
            opening.run();
            throw new IllegalStateException();
        }
    }
}
