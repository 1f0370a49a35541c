package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;

/** What would make the workload cheaper, each proposal with its price, its proof and its undo. */
public final class AdvisorTab implements TabSpec {
    private final Advising advising;
    private final Kit kit;

    /** @param advising of the shown target; it outlives the tab */
    public AdvisorTab(Advising advising, Kit kit) {
        this.advising = advising;
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
        AdvisorController controller = new AdvisorController(model, advising, kit);
        return Screen.of(new AdvisorView(model, controller, kit).root());
    }
}
