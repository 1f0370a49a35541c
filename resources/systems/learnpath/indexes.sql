CREATE INDEX CONCURRENTLY IF NOT EXISTS projects_phase ON learnpath.projects (phase);
CREATE INDEX CONCURRENTLY IF NOT EXISTS projects_difficulty ON learnpath.projects (difficulty);
CREATE INDEX CONCURRENTLY IF NOT EXISTS projects_number ON learnpath.projects (project_number);
CREATE INDEX CONCURRENTLY IF NOT EXISTS progress_user ON learnpath.user_progress (user_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS progress_user_project ON learnpath.user_progress (user_id, project_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON learnpath.users (email);
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_username ON learnpath.users (username);
