-- A number that is no year of ours (0, 99999) is none, and no time in seconds either.
declare
    number integer := {{ function('parse_integer') }}(value);
begin
    if number is null then
        return extract(year from {{ function('parse_partial_date') }}(value))::integer;
    end if;
    return case when number between 1000 and 2100 then number end;
end
