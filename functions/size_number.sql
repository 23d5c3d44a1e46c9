declare
    part text[] := regexp_match(value, '^(\d{1,10}(?:\.\d{1,3})?)(k|m)?$');
    number numeric := part[1]::numeric * case part[2] when 'k' then 1000 when 'm' then 1000000 else 1 end;
begin
    return case when number <= 2000000000 then floor(number)::integer end;
end
