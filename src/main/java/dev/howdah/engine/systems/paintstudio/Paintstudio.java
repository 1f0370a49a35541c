package dev.howdah.engine.systems.paintstudio;

import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Operation;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedTable;
import dev.howdah.engine.systems.Session;
import dev.howdah.engine.systems.Shelf;
import dev.howdah.engine.systems.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;

/** A paint shop whose pool ran dry: slow look-ups, an auto-refresh that competes with its users, sessions held too long. */
public final class Paintstudio implements SampleSystem {
    private static final String[] FAMILIES = {"red", "orange", "yellow", "green", "blue", "violet", "brown", "grey", "white", "black"};
    private static final String[] TYPES = {"acrylic", "oil", "enamel", "watercolour", "gouache"};
    private static final int BRANDS = 200;

    private static final SeedTable PAINTS = new SeedTable("paints",
            List.of("id", "name", "brand", "color_code", "color_type", "color_family", "image_url", "stock", "price",
                    "description", "color_preview", "created_at"),
            List.of("id"), 50, 20_000, (n, random, spec) -> new Object[] {
                n, Words.of(2, random), brand(random), "C-" + n, Words.any(random, TYPES), Words.any(random, FAMILIES),
                "https://images.example.org/paint/" + n + ".png", random.nextInt(500),
                BigDecimal.valueOf(random.nextInt(100, 9000), 2), Words.of(20, random),
                String.format("#%06x", random.nextInt(0x1000000)), spec.asOf().minusSeconds(random.nextLong(86_400L * 700))
            });
    private static final SeedTable USERS = new SeedTable("users", List.of("id", "email", "name", "created_at"),
            List.of("email"), 3, 500, (n, random, spec) -> new Object[] {
                n, "painter" + n + "@example.org", Words.of(2, random), spec.asOf().minusSeconds(86_400L * (1 + n % 700))
            });
    private static final SeedTable ORDERS = new SeedTable("orders", List.of("id", "user_id", "paint_id", "quantity", "created_at"),
            List.of("id"), 10, 10_000, (n, random, spec) -> new Object[] {
                n, 1 + random.nextLong(spec.rows(USERS)), 1 + random.nextLong(spec.rows(PAINTS)), random.nextInt(1, 9),
                spec.asOf().minusSeconds(random.nextLong(86_400L * 365))
            });

    private static final Operation NEWEST = Operation.same("newest paints", 10, s -> s.cached(Shelf.SHORT, "paintstudio.newest",
            () -> s.read("SELECT id, name, brand, price FROM paintstudio.paints ORDER BY created_at DESC LIMIT 24")));
    private static final Operation BY_BRAND = Operation.same("paints of a brand in stock", 20, s -> {
        String brand = brand(s.random());
        s.cached(Shelf.SHORT, "paintstudio.brand:" + brand, () -> byBrand(s, brand));
    });
    private static final Operation UNCACHED_BRAND =
            Operation.same("paints of a brand in stock, not cached", 1, s -> byBrand(s, brand(s.random())));
    private static final Operation BY_FAMILY = Operation.same("paints of a colour", 10, s -> {
        String family = Words.any(s.random(), FAMILIES);
        String type = Words.any(s.random(), TYPES);
        s.cached(Shelf.SHORT, "paintstudio.family:" + family + type, () -> s.read("""
                SELECT id, name, price FROM paintstudio.paints WHERE color_family = ? AND color_type = ?
                ORDER BY price LIMIT 24""", family, type));
    });
    private static final Operation MY_ORDERS = Operation.same("my orders", 10, s -> s.read("""
            SELECT o.id, p.name, o.quantity FROM paintstudio.orders o JOIN paintstudio.paints p ON p.id = o.paint_id
            WHERE o.user_id = ? ORDER BY o.created_at DESC LIMIT 20""", s.anyId("paintstudio.users")));
    private static final Operation REFRESH = Operation.same("auto-refresh", 5, s -> s.cached(Shelf.SHORT, "paintstudio.board",
            () -> s.read("""
                    SELECT brand, count(*), sum(stock), avg(price) FROM paintstudio.paints GROUP BY brand ORDER BY 2 DESC""")));
    private static final Operation BUY = Operation.same("buy", 5, s -> {
        long paint = s.anyId("paintstudio.paints");
        if (s.update("UPDATE paintstudio.paints SET stock = stock - 1 WHERE id = ? AND stock > 0", paint) > 0) {
            s.update("INSERT INTO paintstudio.orders (user_id, paint_id, quantity) VALUES (?, ?, 1)",
                    s.anyId("paintstudio.users"), paint);
        }
    });

    @Override
    public String name() {
        return "paintstudio";
    }

    @Override
    public List<String> migrations() {
        return List.of("V1__shop.sql");
    }

    @Override
    public List<SeedTable> tables() {
        return List.of(PAINTS, USERS, ORDERS);
    }

    @Override
    public List<Operation> operations() {
        return List.of(NEWEST, BY_BRAND, BY_FAMILY, MY_ORDERS, REFRESH, BUY);
    }

    @Override
    public List<Claim> claims() {
        return List.of(Claim.latency("brand-query", 10, UNCACHED_BRAND), Claim.latency("paint-list", 10, NEWEST));
    }

    @Override
    public List<String> verifications() {
        return List.of("verify_orphans");
    }

    private static int byBrand(Session s, String brand) {
        return s.read("SELECT id, name, price FROM paintstudio.paints WHERE brand = ? AND stock > 450 ORDER BY id LIMIT 24", brand);
    }

    private static String brand(RandomGenerator random) {
        return "brand-" + (1 + random.nextInt(BRANDS));
    }
}
