CREATE INDEX CONCURRENTLY IF NOT EXISTS posts_newest ON jumpstart.posts (created_at DESC, id DESC);
CREATE INDEX CONCURRENTLY IF NOT EXISTS posts_project ON jumpstart.posts (project_id, created_at DESC);
CREATE INDEX CONCURRENTLY IF NOT EXISTS projects_client ON jumpstart.projects (client_id);
