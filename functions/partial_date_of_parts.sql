declare
    digits text := year || coalesce(month, '') || coalesce(day, '');
    year_number int;
    month_number int;
    day_number int;
begin
    if digits is null
        or translate(digits, '0123456789', '') <> ''
        or length(year) <> 4 or length(month) not between 1 and 2 or length(day) not between 1 and 2
    then
        return null;
    end if;
    year_number := year;
    month_number := month;
    day_number := day;
    if year_number not between 1900 and 2100
        or month_number not between 1 and 12
        or day_number not between 1 and 31
        or day_number = 31 and month_number in (2, 4, 6, 9, 11)
        or day_number = 30 and month_number = 2
        or day_number = 29 and month_number = 2
        and (year_number % 4 <> 0 or year_number % 100 = 0 and year_number % 400 <> 0)
    then
        return null;
    end if;
    return year || coalesce('-' || lpad(month, 2, '0') || coalesce('-' || lpad(day, 2, '0'), ''), '');
end
