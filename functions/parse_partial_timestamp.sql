select
    coalesce(
        {{ function('parse_timestamp') }}(value),
        {{ function('parse_partial_date') }}(value)::timestamp at time zone 'UTC'
    )
