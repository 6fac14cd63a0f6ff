-- Running projects follow a version for ever: the database itself refuses to change or remove one.

create trigger templates_refuse_update before update on templates
begin
    select raise(abort, 'template versions can never be changed');
end;

create trigger templates_refuse_delete before delete on templates
begin
    select raise(abort, 'template versions can never be removed');
end;
