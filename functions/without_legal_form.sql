-- One form after the other, from the end and from the start: 'Foo GmbH & Co. KG', 'Foo Pty. Ltd.', 'Oy Foo Ab'.
declare
    name text := left(value, 300);
    shorter text;
begin
    for step in 1..12 loop
        shorter := rtrim(name, ' ,;.');
        -- A final dot of initials is part of the name: 'J.P.'.
        if shorter ~* '(?:[ ,;][ .,;]*|\))(?:{{ legal_forms() }})$' then
            shorter := regexp_replace(shorter, '[ .,;]*(?:{{ legal_forms() }})$', '', 'i');
        elsif shorter ~ '.[^ &+][ .,;]*[ ,;][ .,;]*(?:{{ short_legal_forms() }})$' then
            shorter := regexp_replace(shorter, '[ .,;]*(?:{{ short_legal_forms() }})$', '');
        elsif shorter ~* '\w\w\w *(?:&|\+|\mand|\mund|\met|\my|\mog|\moch) *co$' then
            shorter := regexp_replace(shorter, ' *(?:&|\+|\mand|\mund|\met|\my|\mog|\moch) *co$', '', 'i');
        elsif shorter ~* ' san(?:ayi|\.)?(?: ve)? tic(?:aret|\.)?$' then
            shorter := regexp_replace(shorter, ' san(?:ayi|\.)?(?: ve)? tic(?:aret|\.)?$', '', 'i');
        elsif shorter ~ '^(?:Oy|UAB|SIA|ООО|ОАО|ЗАО|ПАО|АО|ТОВ|OOO|OAO|ZAO|PAO|PT\.?) +[^ ]' and shorter ~ '^[^ ]+ +\S\S' then
            shorter := regexp_replace(shorter, '^[^ ]+ +', '');
        elsif octet_length(shorter) <> length(shorter) then
            shorter := regexp_replace(
                regexp_replace(shorter, '[ (]*(?:株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|㈜|㈱|\(주\)|\(株\))$', ''),
                '^(?:株式会社|有限会社|合同会社|주식회사|㈜|㈱|\(주\)|\(株\)) *', ''
            );
            shorter := case when shorter = rtrim(name, ' ,;.') then name else shorter end;
        else
            shorter := name;
        end if;
        -- Never the whole name, and not all but an article.
        exit when shorter = name or shorter !~ '\w' or lower(btrim(shorter)) in ('the', 'a', 'an', 'die', 'der', 'la', 'le', 'not', 'un');
        name := rtrim(shorter, ' ,;:&+/-|');
    end loop;
    return name;
end
