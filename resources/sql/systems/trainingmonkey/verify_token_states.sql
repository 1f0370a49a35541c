-- title: No token is called valid after its end
SELECT provider || ' token of user ' || user_id AS what, 1::bigint AS rows
FROM trainingmonkey.oauth_tokens WHERE status = 'valid' AND expires_at < now() - interval '1 day' ORDER BY 1 LIMIT 100
