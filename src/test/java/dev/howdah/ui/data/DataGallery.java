package dev.howdah.ui.data;

import dev.howdah.engine.Engine;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.TabSpec;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

/** The Data tab's states, for {@link dev.howdah.ui.cache.CacheGallery}. */
public final class DataGallery {
    private DataGallery() {}

    /** Takes a picture. */
    public interface Show {
        void show(TabSpec tab, String name, Consumer<Parent> then);
    }

    public static void run(Engine engine, Kit kit, Show show) {
        Servers.execute(engine.target(),
                "CREATE TABLE all_types (id int PRIMARY KEY, price numeric(10,2), seen timestamptz, ok bool, tags text[], span int4range, doc jsonb, raw bytea, "
                        + "place point, note text)",
                "INSERT INTO all_types SELECT g, g * 1.37, now() - g * interval '1 min', g % 3 = 0, ARRAY['a', 'b' || g], int4range(g, g + 9), "
                        + "jsonb_build_object('name', 'n' || g, 'list', jsonb_build_array(1, 2, NULL)), decode('00ff', 'hex'), point(g, 2), "
                        + "CASE g % 4 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE repeat('A very long note שלום 🐘 ', g) END FROM generate_series(1, 3000) g",
                "VACUUM ANALYZE all_types");
        show.show(new DataTab(engine.browse(), kit), "data-empty", r -> {});
        show.show(new DataTab(engine.browse(), kit), "data-types", r -> select(r, "TABLE all_types", "id"));
        show.show(new DataTab(engine.browse(), kit), "data-many", r -> {
            select(r, "SELECT id, client, created_at, title, body FROM posts", "id");
            ((TextField) r.lookup("#data-jump")).setText("150,000");
        });
        Servers.execute(engine.target(), "SELECT id, title FROM posts ORDER BY created_at DESC LIMIT 20 OFFSET 2000",
                "SELECT id FROM posts WHERE client = 7 ORDER BY title LIMIT 20 OFFSET 40");
        show.show(new DataTab(engine.browse(), kit), "data-advice", r -> r.lookupAll(".button").stream()
                .filter(n -> n instanceof Button b && b.getText().startsWith("OFFSET"))
                .forEach(n -> ((Button) n).fire()));
        show.show(new DataTab(engine.browse(), kit), "data-failing", r -> select(r, "SELECT 1 / (id - 5) AS x, id FROM posts", "id"));
        show.show(new DataTab(engine.browse(), kit), "data-refused", r -> select(r, "DELETE FROM posts", ""));
    }

    public static void poor(Engine engine, Kit kit, Show show) {
        show.show(new DataTab(engine.browse(), kit), "data-noprivilege", r -> select(r, "TABLE posts", "id"));
    }

    private static void select(Parent root, String sql, String key) {
        ((TextArea) root.lookup("#data-sql")).setText(sql);
        ((TextField) root.lookup("#data-key")).setText(key);
        ((Button) root.lookup("#data-run")).fire();
        if (root.lookup("#data-grid") instanceof TableView<?> grid) {
            grid.scrollTo(0);
        }
    }
}
