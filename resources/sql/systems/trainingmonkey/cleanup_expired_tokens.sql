-- title: Tokens that ended more than 90 days ago
WITH gone AS (DELETE FROM trainingmonkey.oauth_tokens WHERE expires_at < now() - interval '90 days' RETURNING 1)
SELECT count(*) AS rows FROM gone
