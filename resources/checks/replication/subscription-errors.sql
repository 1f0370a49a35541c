-- title: Subscriptions that fail again and again
-- why: A conflict stops the subscription at one change until somebody mends the row or skips it.
-- finding: Subscription {object} fails {value}.
-- unit: per-second
-- warn: 0.0001
-- rate: second
-- confidence: measured
-- needs: version 15
-- scope: server
-- tab: servers REPLICATION/{object}
SELECT quote_ident(subname) AS object, apply_error_count + sync_error_count AS total, stats_reset::text AS epoch
FROM pg_stat_subscription_stats
