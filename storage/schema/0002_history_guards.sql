-- History is append-only: the database itself refuses anything but INSERT. SQLite's trigger dialect, hence a file apart.

create trigger history_refuses_update before update on history
begin
    select raise(abort, 'history rows can never be changed');
end;

create trigger history_refuses_delete before delete on history
begin
    select raise(abort, 'history rows can never be removed');
end;
