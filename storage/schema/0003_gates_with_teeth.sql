-- Gates: what the lead proposes, the last day to vote, abstentions, conflicts of interest, deputies, conditions, merges.

alter table gates add column proposal text;
alter table gates add column closes_on text;
alter table gatekeepers add column standing text not null default 'seated'; -- seated, abstained, recused (no vote left)
alter table gatekeepers add column stands_for text not null default ''; -- whose vote a deputy was handed
alter table votes add column conditions text not null default '[]';
alter table votes add column merge_into text not null default '';
alter table projects add column standing_votes text not null default '[]'; -- given before a recycle, still valid

-- Ties between projects, kept on both sides. The other's key never changes.
create table links (
    team_id text not null,
    project_id text not null,
    position integer not null,
    kind text not null,
    other_id text not null,
    other_key text not null,
    primary key (team_id, project_id, position),
    foreign key (team_id, project_id) references projects (team_id, id)
);

create index projects_by_rest on projects (status, held_until, team_id, id);
