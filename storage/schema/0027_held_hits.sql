-- A paused watch holds what it finds, so its sources are read on; and what waits to be told is found without reading
-- what was told or answered.

create index hits_untold on hits (team_id, project_id, watch_id, number) where verdict = '' and silenced_by = '' and told_at is null;
create index hits_open on hits (team_id, project_id, severity desc, number) where verdict = '' and silenced_by = '';
create index hits_told_lately on hits (seen_at, team_id, project_id, id)
    where verdict = '' and silenced_by = '' and told_at is not null;
drop index watches_live;
