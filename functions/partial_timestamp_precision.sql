select
    case
        when {{ function('parse_timestamp') }}(value) is null then {{ function('partial_date_precision') }}(value)
        when value like '%:%' then 'time'
        when {{ function('epoch_seconds') }}(btrim(left(value, 200), {{ white_space_characters() }})) is not null
            then 'time'
        else {{ function('partial_date_precision') }}(value)
    end
