declare
    digits text := rtrim(value, 'km');
    number numeric;
begin
    if translate(digits, '0123456789', '') not in ('', '.') or length(digits) not between 1 and 12
        or digits like '.%' or digits like '%.' or length(value) - length(digits) > 1
    then
        return null;
    end if;
    number := digits::numeric * case right(value, 1) when 'k' then 1000 when 'm' then 1000000 else 1 end;
    return case when number <= 2000000000 then floor(number)::integer end;
end
