package dev.howdah.ui.servers;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Row;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.util.Arrays;
import java.util.List;

/** All saved servers at once, what Howdah carries itself, and what it costs. */
public final class ServersTab implements TabSpec {
    private final ServersDesk desk;
    private final Kit kit;
    private final ServersModel model = new ServersModel();
    private Runnable refresh = () -> {};

    public ServersTab(ServersDesk desk, Kit kit) {
        this.desk = desk;
        this.kit = kit;
    }

    @Override
    public String id() {
        return "servers";
    }

    @Override
    public String title() {
        return Text.of("serverstab.title");
    }

    @Override
    public Icons icon() {
        return Icons.SERVERS;
    }

    @Override
    public Screen open() {
        ServersController controller = new ServersController(model, desk, kit);
        refresh = controller::onRefresh;
        return Screen.of(new ServersView(model, controller, kit).root(), controller::onShow);
    }

    @Override
    public List<Action> actions() {
        return Arrays.stream(Part.values())
                .map(p -> new Action("servers." + p.name(), Text.of("serverstab.go", p.title()), Icons.SERVERS, () -> model.part.set(p)))
                .toList();
    }

    /** A row of a part: {@code SETTINGS/work_mem}. */
    @Override
    public void find(String object) {
        Row.of(Part.values(), object).ifPresent(r -> {
            model.part.set(r.part());
            switch (r.part()) {
                case SETTINGS -> model.soughtSetting.seek(r.name());
                case REPLICATION -> model.soughtReplication.seek(r.name());
                case FLEET, CARRIED, COST -> { }
            }
        });
    }

    @Override
    public void refresh() {
        refresh.run();
    }
}
