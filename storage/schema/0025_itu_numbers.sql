-- References of the ITU were kept as "ITU-T H.265 2019" or "ITU-T H.265 08/2021", and found with that year alone. Every
-- other body's were found without it, too; what is written from now on is, so what is there is caught up with here.
insert into register_numbers (team_id, squeezed, project_id, item_id)
select n.team_id, substr(n.squeezed, 1, length(n.squeezed) - 6), n.project_id, n.item_id
from register_numbers n
join register_items i on i.team_id = n.team_id and i.project_id = n.project_id and i.id = n.item_id
where i.kind = 'standards' and n.squeezed like 'ITU_%' and i.body like '%"reference":"ITU-_ %.% __/____"%'
on conflict (team_id, squeezed, project_id, item_id) do nothing;

insert into register_numbers (team_id, squeezed, project_id, item_id)
select n.team_id, substr(n.squeezed, 1, length(n.squeezed) - 4), n.project_id, n.item_id
from register_numbers n
join register_items i on i.team_id = n.team_id and i.project_id = n.project_id and i.id = n.item_id
where i.kind = 'standards' and (n.squeezed like 'ITU_%19__' or n.squeezed like 'ITU_%20__')
    and (i.body like '%"reference":"ITU-_ %.% 19__"%' or i.body like '%"reference":"ITU-_ %.% 20__"%')
on conflict (team_id, squeezed, project_id, item_id) do nothing;
