-- '51-200 employees', '10,001+ employees': the usual forms, without a regular expression.
declare
    cleaned text := case when right(value, 10) = ' employees' then left(value, -10) else value end;
    low text := split_part(rtrim(cleaned, '+'), '-', 1);
    high text := split_part(cleaned, '-', 2);
    parted text := case when cleaned like '%-%' then split_part(cleaned, '-', 1) || '-' || high else cleaned end;
begin
    if cleaned <> parted
        or cleaned not like '_%-_%' and cleaned not like '_%+'
        or cleaned like '%-%+' or cleaned like '%++'
    then
        return null;
    end if;
    low := case when low like '%_,___' then replace(low, ',', '') else low end;
    high := case when high like '%_,___' then replace(high, ',', '') else high end;
    if translate(low || high, '0123456789', '') <> '' or length(low) not between 1 and 7 or length(high) > 7 then
        return null;
    elsif high = '' then
        return array[low::int, null];
    end if;
    return case when low::int <= high::int then array[low::int, high::int] end;
end
