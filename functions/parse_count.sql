select
    case
        when value not like '%+%' and {{ function('parse_integer') }}(value) >= 0
            then {{ function('parse_integer') }}(value)
    end
