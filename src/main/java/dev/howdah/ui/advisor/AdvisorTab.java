package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.rules.Sources;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What would make the workload cheaper, each proposal with its price, its proof and its undo. */
public final class AdvisorTab implements TabSpec {
    private final Parts parts;
    private final Environment environment;
    private final Kit kit;

    /**
     * What the tab works with; all of it outlives it.
     *
     * @param advising of the shown target
     * @param applying of the same; what is under way goes on without the tab
     * @param live the same server for the rules, asked anew at each question
     * @param heard what was watched of it besides, likewise
     * @param loop null elsewhere than in the sandbox
     */
    public record Parts(
            Advising advising, Applying applying, Supplier<Sources.Live> live, Supplier<Sources.Heard> heard, @Nullable Loop loop) {}

    /** Advises, applies, measures and judges. */
    public interface Loop {
        /**
         * @param step told each step in words, on the caller's thread; {@code watch} every stage of what is applied
         * @return null when nothing would help
         */
        @Nullable Applied run(Consumer<String> step, Consumer<Applied> watch);
    }

    public AdvisorTab(Parts parts, Environment environment, Kit kit) {
        this.parts = parts;
        this.environment = environment;
        this.kit = kit;
    }

    @Override
    public String id() {
        return "advisor";
    }

    @Override
    public String title() {
        return Text.of("advisor.tab");
    }

    @Override
    public Icons icon() {
        return Icons.ADVISOR;
    }

    @Override
    public Screen open() {
        AdvisorModel model = new AdvisorModel();
        AdvisorController controller = new AdvisorController(model, parts, kit);
        return Screen.of(new AdvisorView(model, controller, environment, kit).root(), controller::onShow);
    }
}
