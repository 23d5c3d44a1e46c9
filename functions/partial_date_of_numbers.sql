-- '2026-1-5', '2026/01', '01-2026', '1/15/2026', '15/1/2026', '15.01.2026', '2020-2022'.
declare
    part text[] := regexp_match(value, '^(\d{1,4})([-/.])(\d{1,4})(?:\2(\d{1,4}))?$');
begin
    if length(part[1]) = 4 and length(part[3]) = 4 and part[4] is null then
        return {{ function('partial_date_of_parts') }}(part[1], null, null);
    elsif length(part[1]) = 4 and length(part[3]) <= 2 and (part[4] is null or length(part[4]) <= 2) then
        return {{ function('partial_date_of_parts') }}(part[1], part[3], part[4]);
    elsif length(part[3]) = 4 and length(part[1]) <= 2 and part[4] is null then
        return {{ function('partial_date_of_parts') }}(part[3], part[1], null);
    elsif length(part[4]) = 4 and length(part[1]) <= 2 and length(part[3]) <= 2 then
        -- Month first; day first where only that gives a date, and always between dots.
        if part[2] = '.' or part[1]::int > 12 then
            return {{ function('partial_date_of_parts') }}(part[4], part[3], part[1]);
        end if;
        return {{ function('partial_date_of_parts') }}(part[4], part[1], part[3]);
    end if;
    return null;
end
