select
    case
        when year is null or year not between 1900 and 2100 then null
        when month is null then lpad(year::text, 4, '0')
        when month not between 1 and 12 then null
        when day is null then year::text || '-' || lpad(month::text, 2, '0')
        when
            day < 1
            or day > case
                when month in (4, 6, 9, 11) then 30
                when month <> 2 then 31
                when year % 4 = 0 and (year % 100 <> 0 or year % 400 = 0) then 29
                else 28
            end
            then null
        else year::text || '-' || lpad(month::text, 2, '0') || '-' || lpad(day::text, 2, '0')
    end
