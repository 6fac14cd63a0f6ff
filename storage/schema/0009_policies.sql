-- What the workspace demanded of a gate when it was opened, as JSON; empty for nothing. The rules themselves are in the
-- history: their last change is what holds.
alter table gates add column house text not null default '';
