-- Channels have quiet hours; answers always stand under their card, so there is no choice about threads.

alter table channel_preferences drop column threads;
alter table channel_preferences add column quiet_since text; -- HH:MM:SS on the wall of the workspace's zone, or null
alter table channel_preferences add column quiet_until text;
update channel_preferences set mode = 'digest' where mode = 'quiet';
