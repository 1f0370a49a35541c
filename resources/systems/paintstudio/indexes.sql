CREATE INDEX CONCURRENTLY IF NOT EXISTS paints_created_at ON paintstudio.paints (created_at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS paints_brand_stock ON paintstudio.paints (brand, stock);
CREATE INDEX CONCURRENTLY IF NOT EXISTS paints_family_type ON paintstudio.paints (color_family, color_type);
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user ON paintstudio.orders (user_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_paint ON paintstudio.orders (paint_id);
