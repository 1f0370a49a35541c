CREATE INDEX CONCURRENTLY IF NOT EXISTS resources_skill ON skillsprint.resources (skill_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS xp_user ON skillsprint.xp_transactions (user_id, created_at DESC);
