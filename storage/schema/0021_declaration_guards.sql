-- Declarations are append-only (DOMAIN.md R23): the database itself refuses to change or remove one, or a link L4, which
-- promises as much.

create trigger declarations_refuse_update before update on register_items when old.kind = 'declarations'
begin
    select raise(abort, 'declarations can never be changed');
end;

create trigger declarations_refuse_delete before delete on register_items when old.kind = 'declarations'
begin
    select raise(abort, 'declarations can never be removed');
end;

create trigger promised_links_refuse_delete before delete on register_links when old.kind = 'L4'
begin
    select raise(abort, 'links of a declaration can never be removed');
end;
