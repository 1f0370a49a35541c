package dev.howdah.ui.data;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.util.function.Consumer;

/** Any table or SELECT, from its first row to its five-millionth. */
public final class DataTab implements TabSpec {
    private final Db db;
    private final Kit kit;
    private Runnable refresh = () -> {};
    private Consumer<String> find = o -> {};

    /** @param db sessions that are read-only */
    public DataTab(Db db, Kit kit) {
        this.db = db;
        this.kit = kit;
    }

    @Override
    public String id() {
        return "data";
    }

    @Override
    public String title() {
        return Text.of("datatab.title");
    }

    @Override
    public Icons icon() {
        return Icons.DATA;
    }

    @Override
    public Screen open() {
        DataModel model = new DataModel();
        DataController controller = new DataController(model, db, kit);
        refresh = controller::onRefresh;
        find = controller::onFind;
        return Screen.of(new DataView(model, controller, kit).root(), controller::onShow);
    }

    /** A table: {@code schema.name}. */
    @Override
    public void find(String object) {
        find.accept(object);
    }

    @Override
    public void refresh() {
        refresh.run();
    }
}
