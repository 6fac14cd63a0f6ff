-- One project as views show it: its own row, and what tells whether there is more to read.

-- name: by_id
-- A project; whether a gate is open, what the shown stage's last gate decided, whether anything was submitted, linked,
-- scored, and what evaluation has left behind.
select p.id, p.project_key, p.name, p.summary, p.strands, p.confidentiality, p.channel_id, p.template,
    p.template_version, p.stage, p.stage_entered_at, p.status, p.held_until, p.reason, p.strand_states, p.version,
    exists (select 1 from gates g where g.team_id = p.team_id and g.project_id = p.id and g.is_open = 1),
    (
        select g.decision
        from gates g
        where g.team_id = p.team_id and g.project_id = p.id and g.stage = coalesce(:stage, p.stage)
            and g.decision is not null
        order by g.requested_at desc, g.id desc
        limit 1
    ),
    exists (select 1 from submissions s where s.team_id = p.team_id and s.project_id = p.id),
    exists (select 1 from links l where l.team_id = p.team_id and l.project_id = p.id),
    exists (select 1 from scores c where c.team_id = p.team_id and c.project_id = p.id),
    (select v.body from evaluations v where v.team_id = p.team_id and v.project_id = p.id)
from projects p
where p.team_id = :team_id and p.id = :id;

-- name: id_of
-- The project that people call by a short key.
select id from projects where team_id = :team_id and project_key = :project_key;
