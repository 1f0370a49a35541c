ALTER TABLE resources
    ADD CONSTRAINT resources_url_key UNIQUE (url),
    ADD CONSTRAINT resources_type_check CHECK (type IN ('documentation', 'article', 'course'));
