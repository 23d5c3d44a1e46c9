-- Magnitude tells the unit: above 1e11 they are milliseconds. The old .NET form is always milliseconds.
select
    case
        when value ~ '^\d{9,10}(?:\.\d{1,9})?$' then value::numeric
        when value ~ '^\d{12,13}(?:\.\d{1,9})?$' then value::numeric / 1000
        when value ~* '^/date\(\d{1,13}(?:[+-]\d{4})?\)/$' then substring(value from '\d+')::numeric / 1000
    end
