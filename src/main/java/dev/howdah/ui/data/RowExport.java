package dev.howdah.ui.data;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.page.Export;
import dev.howdah.engine.page.PageQuery;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Unit;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes rows to a file that is asked for, one file at a time. For the FX thread only. */
final class RowExport {
    private final DataModel model;
    private final Kit kit;
    private final Db db;
    private final Consumer<Throwable> failed;
    private @Nullable Export running;

    /** @param failed told of everything but a cancelled export */
    RowExport(DataModel model, Kit kit, Db db, Consumer<Throwable> failed) {
        this.model = model;
        this.kit = kit;
        this.db = db;
        this.failed = failed;
    }

    void start(PageQuery q, Export.Format format) {
        Path file = running != null ? null
                : kit.files().save(null, model.title.get().replaceAll("[^\\w.-]+", "-") + "." + format.name().toLowerCase(Locale.ROOT));
        if (file == null) {
            return;
        }
        long expected = model.total.get().rows();
        Export run = new Export(db, q, format, p -> kit.fx().later(() -> progress(p, expected)));
        running = run;
        model.exporting.set(Text.of("datatab.export.starts"));
        kit.fx().work(() -> run.run(file))
                .done(p -> kit.notices().good(Text.of("datatab.export.done", Format.count(p.rows()), file.getFileName())))
                .failed(t -> {
                    if (!(t instanceof CancellationException)) {
                        failed.accept(t);
                    }
                })
                .ended(() -> {
                    running = null;
                    model.exporting.set("");
                });
    }

    private void progress(Export.Progress p, long expected) {
        if (running != null) {
            String share = expected <= 0 ? "" : " (" + Unit.SHARE.text(Math.min(1, p.rows() / (double) expected)) + ")";
            model.exporting.set(Text.of("datatab.export.running", Format.count(p.rows()), Unit.BYTES.text(p.bytes()), share));
        }
    }

    /** Stops it, on the server too. */
    void cancel() {
        Export now = running;
        if (now != null) {
            kit.fx().work(() -> {
                now.cancel();
                return 0;
            });
        }
    }
}
