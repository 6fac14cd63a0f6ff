-- Whether a kept message shows key and stage only: so that it is noticed when its channel must no longer hear more.
alter table posts add column withheld integer not null default 0;
