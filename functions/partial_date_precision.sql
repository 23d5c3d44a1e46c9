select
    case length({{ function('partial_date_text') }}(value))
        when 10 then 'day'
        when 7 then 'month'
        when 4 then 'year'
    end
