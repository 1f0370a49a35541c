package dev.howdah.ui.servers;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
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
        int slash = object.indexOf('/');
        String name = object.substring(slash + 1);
        Arrays.stream(Part.values()).filter(p -> slash > 0 && p.name().equals(object.substring(0, slash))).findFirst().ifPresent(p -> {
            model.part.set(p);
            model.sought.set(new ServersModel.Sought(Part.FLEET, ""));
            model.sought.set(new ServersModel.Sought(p, name));
        });
    }

    @Override
    public void refresh() {
        refresh.run();
    }
}
