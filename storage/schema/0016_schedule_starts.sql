-- When a schedule was changed last, or null: no moment before it counts. What it tells still begins where it told last.
alter table schedules add column starts_at text;
