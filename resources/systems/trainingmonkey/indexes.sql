CREATE INDEX CONCURRENTLY IF NOT EXISTS activities_user_day ON trainingmonkey.activities (user_id, day);
CREATE INDEX CONCURRENTLY IF NOT EXISTS tokens_expiry ON trainingmonkey.oauth_tokens (expires_at);
