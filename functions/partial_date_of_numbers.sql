-- '2026-1-5', '2026/01', '01-2026', '1/15/2026', '15/1/2026', '15.01.2026', '2020-2022'.
declare
    part text[] := regexp_match(value, '^(\d{1,4})([-/.])(\d{1,4})(?:\2(\d{1,4}))?$');
    first_number int := part[1]::int;
    second_number int := part[3]::int;
    third_number int := part[4]::int;
begin
    if length(part[1]) = 4 and length(part[3]) = 4 and part[4] is null then
        return {{ function('partial_date_check') }}(first_number, null, null);
    elsif length(part[1]) = 4 and length(part[3]) <= 2 and (part[4] is null or length(part[4]) <= 2) then
        return {{ function('partial_date_check') }}(first_number, second_number, third_number);
    elsif length(part[3]) = 4 and length(part[1]) <= 2 and part[4] is null then
        return {{ function('partial_date_check') }}(second_number, first_number, null);
    elsif length(part[4]) = 4 and length(part[1]) <= 2 and length(part[3]) <= 2 then
        -- Month first; day first where only that gives a date, and always between dots.
        if part[2] = '.' or first_number > 12 then
            return {{ function('partial_date_check') }}(third_number, second_number, first_number);
        end if;
        return {{ function('partial_date_check') }}(third_number, first_number, second_number);
    end if;
    return null;
end
