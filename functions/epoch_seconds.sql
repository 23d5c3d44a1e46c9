-- Magnitude tells the unit: above 1e11 they are milliseconds. The old .NET form is always milliseconds.
select
    case
        when value ilike '/date(%'
            then
                case
                    when value ~* '^/date\(\d{1,13}(?:[+-]\d{4})?\)/$' then substring(value from '\d+')::numeric / 1000
                end
        when translate(value, '0123456789', '') not in ('', '.') or length(value) > 23 or value like '.%' then null
        when length(split_part(value, '.', 1)) in (9, 10) then rtrim(value, '.')::numeric
        when length(split_part(value, '.', 1)) in (12, 13) then rtrim(value, '.')::numeric / 1000
    end
