package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.Scorecard;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.TimeRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pictures of every tab, without a display. */
@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        description = {"Renders every tab on the live sandbox to PNG, 1600 x 1000, dark and light. Needs no display.",
            "Then measures the sample systems in the old way and in the optimised one."},
        footer = {"", "  howdah tour --out pictures --seconds 20"})
final class TourCommand implements Callable<Integer> {
    private static final Duration EACH_FIGURE = Duration.ofMillis(300);

    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "tour", description = "Where the pictures go; default ${DEFAULT-VALUE}.")
    Path out = Path.of("tour");

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "15",
            description = "How long the sandbox works before the first picture; default ${DEFAULT-VALUE}.")
    int seconds;

    @Option(names = "--no-scorecard", description = "Only the pictures: no measurements, no indexes made.")
    boolean picturesOnly;

    @Option(names = "--docs", hidden = true, description = "The pictures of the documentation instead: 1280 x 800, some tabs in some of their states.")
    boolean docs;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    TourCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** What is reported. */
    record Tour(String target, List<String> pictures, List<Scorecard.Line> scorecard) {}

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        if (docs) {
            List<Path> drawn = new DocPictures(wiring, out).draw(Duration.ofSeconds(Math.max(2, seconds)));
            report(new Tour("sandbox", drawn.stream().map(Path::toString).toList(), List.of()));
            return ExitCode.OK;
        }
        try (Engine engine = wiring.connect(connect.target);
                TourRenderer renderer = TourRenderer.start(out, wiring.clock())) {
            Wiring.play(engine);
            Thread.sleep(Duration.ofSeconds(Math.max(2, seconds)));
            List<Path> pictures = renderer.window(wiring, engine, TimeRange.LIVE, Duration.ofSeconds(3));
            report(new Tour(engine.target().name(), pictures.stream().map(Path::toString).toList(), scorecard(engine)));
        }
        return ExitCode.OK;
    }

    /** Only in the sandbox: it makes indexes. */
    private List<Scorecard.Line> scorecard(Engine engine) {
        return !picturesOnly && engine.target().environment() == Environment.SANDBOX
                ? engine.playground().optimise(EACH_FIGURE, "", Progress.silent())
                : List.of();
    }

    private void report(Tour tour) {
        Printed.of(spec, connect.json, tour, out -> {
            tour.pictures().forEach(out::println);
            out.println(Text.of("cli.tour.done", tour.pictures().size()));
            if (!tour.scorecard().isEmpty()) {
                OptimizeCommand.table(tour.scorecard()).forEach(out::println);
            }
        });
    }
}
