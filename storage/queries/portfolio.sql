-- All projects of a workspace together, each statement over those that one person may see: the condition with "open" and
-- "members" is the rule of flows/lifecycle/permissions.py opens_to. A gone person is not asked for here.

-- name: stages
-- How many active and held projects entered which stage on which day.
select p.template, p.template_version, p.stage, p.status, substr(p.stage_entered_at, 1, 10) as entered, count(*)
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
    )
group by p.template, p.template_version, p.stage, p.status, substr(p.stage_entered_at, 1, 10)
order by p.template, p.template_version, p.stage, p.status, entered;

-- name: late
-- Work of the present stage of active projects that is past its day, by project and the role that owes it, with the
-- earliest day; who is away is not late.
select p.id, p.stage, d.role, case when a.user_id is null then 0 else 1 end as away, count(*), min(d.due)
from projects p
cross join deliverables d
left join absences a
    on a.team_id = d.team_id and a.user_id = d.assignee and a.first_day <= :today
    and (a.last_day is null or a.last_day >= :today)
where d.team_id = p.team_id and d.project_id = p.id and d.stage = p.stage
    and p.team_id = :team_id and p.status = 'active'
    and d.state in ('open', 'changes_requested') and d.due < :today
    and (
        (p.confidentiality = 'open' and :guest = 0)
        or (
            (:guest = 0 or p.confidentiality <> 'restricted')
            and exists (
                select 1 from members m where m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
            )
        )
    )
group by p.id, p.stage, d.role, case when a.user_id is null then 0 else 1 end
order by p.id, d.role, away;

-- name: at_gate
-- Projects with an open gate, by stage.
select p.stage, count(*)
from gates g
cross join projects p
where p.team_id = g.team_id and p.id = g.project_id
    and g.team_id = :team_id and g.is_open = 1 and p.status = 'active'
    and (
        (p.confidentiality = 'open' and :guest = 0)
        or (
            (:guest = 0 or p.confidentiality <> 'restricted')
            and exists (
                select 1 from members m where m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
            )
        )
    )
group by p.stage
order by p.stage;

-- name: decided
-- What gates decided that were asked for since a moment, of projects in whatever state.
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

-- name: slowest
-- Active projects, those that are longest in their stage first; columns as lists.own_active, then since when.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome,
    p.stage_entered_at
from projects p
where p.team_id = :team_id and p.status = 'active'
    and (
        (p.confidentiality = 'open' and :guest = 0)
        or (
            (:guest = 0 or p.confidentiality <> 'restricted')
            and exists (
                select 1 from members m where m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
            )
        )
    )
order by p.stage_entered_at, p.id
limit :limit;

-- name: named
-- One project. Columns as lists.own_active.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from projects p
where p.team_id = :team_id and p.id = :id;

-- name: linkage
-- The figures of the registers of active and held projects, added up.
select sum(f.features), sum(f.linked), sum(f.sent), sum(f.protected), sum(f.accepted), sum(f.declared), sum(f.charted),
    sum(f.confirmed), sum(f.uncharted), sum(f.told), sum(f.told_days), sum(f.undeclared), sum(f.chart_rows),
    sum(f.in_step), sum(f.filed), sum(f.granted)
from register_figures f
cross join projects p
where p.team_id = f.team_id and p.id = f.project_id
    and f.team_id = :team_id and p.status in ('active', 'held')
    and (
        (p.confidentiality = 'open' and :guest = 0)
        or (
            (:guest = 0 or p.confidentiality <> 'restricted')
            and exists (
                select 1 from members m where m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
            )
        )
    );

-- name: dates_past
-- Dates of registers before a day that are open or wait to be confirmed; which of them are open says the body.
select i.body
from register_items i
cross join projects p
where p.team_id = i.team_id and p.id = i.project_id
    and i.due_on is not null and i.due_on < :today and p.team_id = :team_id and p.status in ('active', 'held')
    and (
        (p.confidentiality = 'open' and :guest = 0)
        or (
            (:guest = 0 or p.confidentiality <> 'restricted')
            and exists (
                select 1 from members m where m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
            )
        )
    );

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
