-- What a file holds, asked before we touch it. SQLite's own tables; another engine brings its own version.

-- name: tables
-- Every table and view, SQLite's own excepted.
select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite@_%' escape '@' order by name;

-- name: applied
-- The migrations a file has seen.
select name from _sqlite_migrations where migration_set = :migration_set order by name;
