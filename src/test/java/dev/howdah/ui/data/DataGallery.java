package dev.howdah.ui.data;

import dev.howdah.engine.Engine;
import dev.howdah.engine.text.Text;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;

/** The Data tab's states, for {@link dev.howdah.ui.cache.CacheGallery}. */
public final class DataGallery {
    private DataGallery() {}

    public static void run(Engine engine, Pictures pictures) {
        Servers.execute(engine.target(),
                "CREATE TABLE all_types (id int PRIMARY KEY, price numeric(10,2), seen timestamptz, ok bool, tags text[], span int4range, doc jsonb, raw bytea, "
                        + "place point, note text)",
                "INSERT INTO all_types SELECT g, g * 1.37, now() - g * interval '1 min', g % 3 = 0, ARRAY['a', 'b' || g], int4range(g, g + 9), "
                        + "jsonb_build_object('name', 'n' || g, 'list', jsonb_build_array(1, 2, NULL)), decode('00ff', 'hex'), point(g, 2), "
                        + "CASE g % 4 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE repeat('A very long note שלום 🐘 ', g) END FROM generate_series(1, 3000) g",
                "VACUUM ANALYZE all_types");
        pictures.open(tab(engine, pictures));
        pictures.shoot("data-empty");
        asked(engine, pictures, "data-types", "TABLE all_types", "id");
        Screen many = asked(engine, pictures, "data-many", "SELECT id, client, created_at, title, body FROM posts", "id");
        Pictures.with(many, r -> Pictures.type(r, "#data-jump", "150,000"));
        pictures.shoot("data-many");
        Servers.execute(engine.target(), "SELECT id, title FROM posts ORDER BY created_at DESC LIMIT 20 OFFSET 2000",
                "SELECT id FROM posts WHERE client = 7 ORDER BY title LIMIT 20 OFFSET 40");
        Screen advice = pictures.open(tab(engine, pictures));
        Pictures.with(advice, r -> r.lookupAll(".button").stream().filter(n -> n instanceof Button b && b.getText().startsWith("OFFSET"))
                .forEach(n -> ((Button) n).fire()));
        Pictures.untilRows(advice, 0);
        pictures.shoot("data-advice");
        Screen waiting = pictures.open(tab(engine, pictures));
        Pictures.with(waiting, r -> ask(r, "SELECT id, pg_sleep(30) FROM posts", "id"));
        pictures.shoot("data-loading");
        Pictures.with(waiting, r -> Pictures.press(r, "#data-stop"));
        asked(engine, pictures, "data-none", "SELECT id FROM posts WHERE id < 0", "id");
        huge(engine, pictures);
        refused(engine, pictures, "data-failing", "SELECT 1 / (id - 5) AS x, id FROM posts", "id");
        refused(engine, pictures, "data-refused", "DELETE FROM posts", "");
    }

    /** A thousand tables, and one of a hundred columns with long names and values. */
    private static void huge(Engine engine, Pictures pictures) {
        Servers.execute(engine.target(), "DO $$ BEGIN FOR i IN 1..1000 LOOP EXECUTE format('CREATE TABLE %I (a int)', 'a table of a very long name 日本語 ' || i);"
                + " END LOOP; END $$");
        String columns = IntStream.rangeClosed(1, 100).mapToObj(i -> "repeat('long ', " + i * 50 + ") AS \"a column of a very long name " + i + "\"")
                .collect(Collectors.joining(", "));
        asked(engine, pictures, "data-huge", "SELECT id, " + Long.MAX_VALUE + "::numeric * id AS big, " + columns + " FROM all_types", "id");
    }

    public static void poor(Engine engine, Pictures pictures) {
        refused(engine, pictures, "data-noprivilege", "TABLE posts", "id");
    }

    private static DataTab tab(Engine engine, Pictures pictures) {
        return new DataTab(engine.browse(), pictures.kit());
    }

    private static Screen asked(Engine engine, Pictures pictures, String name, String sql, String key) {
        Screen screen = pictures.open(tab(engine, pictures));
        Pictures.with(screen, r -> ask(r, sql, key));
        Pictures.until(screen, "rows", r -> r.lookup("#data-grid") instanceof TableView<?> grid
                && (!grid.getItems().isEmpty() || Pictures.says(r, Text.of("datatab.none"))));
        pictures.shoot(name);
        return screen;
    }

    private static void refused(Engine engine, Pictures pictures, String name, String sql, String key) {
        Screen screen = pictures.open(tab(engine, pictures));
        Pictures.with(screen, r -> ask(r, sql, key));
        Pictures.untilShows(screen, ".problem");
        pictures.shoot(name);
    }

    private static void ask(Parent root, String sql, String key) {
        Pictures.type(root, "#data-sql", sql);
        Pictures.type(root, "#data-key", key);
        Pictures.press(root, "#data-run");
    }
}
