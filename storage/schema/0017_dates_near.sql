-- The nearest dates of one project are found without reading its register: App Home asks for those of all a person's.
create index register_items_near on register_items (team_id, project_id, due_on) where due_on is not null;
