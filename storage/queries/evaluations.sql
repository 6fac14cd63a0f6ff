-- Evaluation: its content, and what of it is still open.

-- name: find
-- What evaluation has left behind of a project.
select body from evaluations where team_id = :team_id and project_id = :project_id;

-- name: put
-- Keep it, in the place of what was there.
insert into evaluations (team_id, project_id, body) values (:team_id, :project_id, :body)
on conflict (team_id, project_id) do update set body = excluded.body;

-- name: drop_duties
-- Forget what was open.
delete from duties where team_id = :team_id and project_id = :project_id;

-- name: add_duty
-- Something somebody still owes.
insert into duties (team_id, project_id, item, user_id, due) values (:team_id, :project_id, :item, :user_id, :due);

-- name: due
-- Projects where something is due by a day: team and id, once for each thing.
select team_id, project_id from duties where due <= :day order by due, team_id, project_id;

-- name: of_person
-- What waits for one person, the earliest due first. A guest gets nothing of a restricted project.
select d.item, d.due, p.id, p.project_key, p.name, v.body
from duties d
join projects p on p.team_id = d.team_id and p.id = d.project_id
join evaluations v on v.team_id = d.team_id and v.project_id = d.project_id
where d.team_id = :team_id and d.user_id = :user_id
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by d.due, d.item
limit :limit;
