-- All projects of a workspace together. Who may see which is asked once, in ``seen``: its condition is the rule of
-- flows/lifecycle/permissions.py opens_to (a gone person is not asked for here). The other statements count by project,
-- each from one index, and storage/portfolio.py leaves out what is not among those seen.

-- name: seen
-- Active and held projects that one person may see, with where they stand: what else is counted is counted of these.
select p.id, p.status, p.stage, p.stage_entered_at, p.template, p.template_version
from projects p
where p.team_id = :team_id and p.status in ('active', 'held')
    and (
        (p.confidentiality = 'open' and :guest = 0)
        or (
            (:guest = 0 or p.confidentiality <> 'restricted')
            and exists (
                select 1 from members m where m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
            )
        )
    );

-- name: late
-- Work of all projects that is past its day, by project, stage, the role that owes it and who has to do it, with the
-- earliest day: from its index alone.
select d.project_id, d.stage, d.role, d.assignee, count(*), min(d.due)
from deliverables d
where d.team_id = :team_id and d.state in ('open', 'changes_requested') and d.due < :today
group by d.project_id, d.stage, d.role, d.assignee
order by d.project_id, d.stage, d.role, d.assignee;

-- name: away
-- Who is away on a day.
select user_id
from absences
where team_id = :team_id and first_day <= :today and (last_day is null or last_day >= :today);

-- name: at_gate
-- All projects with an open gate.
select project_id from gates where team_id = :team_id and is_open = 1;

-- name: decided
-- What gates decided that were asked for since a moment, of projects in whatever state that one person may see.
select g.decision, count(*)
from gates g
cross join projects p
where p.team_id = g.team_id and p.id = g.project_id
    and g.team_id = :team_id and g.decision is not null and g.requested_at >= :since
    and (
        (p.confidentiality = 'open' and :guest = 0)
        or (
            (:guest = 0 or p.confidentiality <> 'restricted')
            and exists (
                select 1 from members m where m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
            )
        )
    )
group by g.decision
order by count(*) desc, g.decision;

-- name: named
-- One project. Columns as lists.own_active.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from projects p
where p.team_id = :team_id and p.id = :id;

-- name: linkage
-- The figures of all registers.
select project_id, features, linked, sent, protected, accepted, declared, charted, confirmed, uncharted, told, told_days,
    undeclared, chart_rows, in_step, filed, granted
from register_figures
where team_id = :team_id;

-- name: dates_past
-- How many open dates of which registers lie before a day.
select project_id, count(*) from register_items where team_id = :team_id and open_on < :today group by project_id;

-- name: uncounted
-- Registers that have changed since their figures were worked out, behind one of them.
select team_id, project_id
from registers
where counted <> version
    and (team_id > :after_team or (team_id = :after_team and project_id > :after_project))
order by team_id, project_id
limit :limit;

-- name: counted
-- The figures of a register are of this version; no row changes where it is another one by now.
update registers set counted = :version where team_id = :team_id and project_id = :project_id and version = :version;

-- name: put_figures
-- The figures of a register.
insert into register_figures (
    team_id, project_id, features, linked, sent, protected, accepted, declared, charted, confirmed, uncharted, told,
    told_days, undeclared, chart_rows, in_step, filed, granted
) values (
    :team_id, :project_id, :features, :linked, :sent, :protected, :accepted, :declared, :charted, :confirmed,
    :uncharted, :told, :told_days, :undeclared, :rows, :in_step, :filed, :granted
)
on conflict (team_id, project_id) do update
set features = excluded.features, linked = excluded.linked, sent = excluded.sent, protected = excluded.protected,
    accepted = excluded.accepted, declared = excluded.declared, charted = excluded.charted,
    confirmed = excluded.confirmed, uncharted = excluded.uncharted, told = excluded.told,
    told_days = excluded.told_days, undeclared = excluded.undeclared, chart_rows = excluded.chart_rows,
    in_step = excluded.in_step, filed = excluded.filed, granted = excluded.granted;
